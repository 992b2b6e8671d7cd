using Npgsql;
using NpgsqlTypes;
using Reports.Domain.Intake;
using static Reports.Data.Postgres.PostgresBatches;

namespace Reports.Data.Postgres;

/// <summary>
/// What is stored of a judged group: an insert a table, or its partition where all of the group belongs to one. The server would look for it row by row, and set up each statement for it anew.
/// </summary>
internal static class PostgresIntakeWrites
{
    public static void AddWrites(this NpgsqlBatch batch, JudgedReport[] judged, CommitTerms terms)
    {
        void Add<T>(string sql, IReadOnlyCollection<T> rows, params ReadOnlySpan<NpgsqlParameter> parameters)
        {
            if (rows.Count > 0)
            {
                batch.Add(sql, parameters);
            }
        }

        if (judged.Length == 0)
        {
            return;
        }

        var (first, last) = (judged.Min(report => report.Report.Minute), judged.Max(report => report.Report.Minute));
        string Part(Func<string, int, string> partOf, string table) => partOf(table, first) is var part && string.Equals(part, partOf(table, last), StringComparison.Ordinal) ? part : table;

        var keyed = judged.Where(report => report.Report.KeyHash is not null).ToList();
        Add(
            "insert into receipts (service_id, key_hash, body_hash, report_id, place_id, counted, stored_minute) select *, $7 from unnest($1::int[], $2::bytea[], $3::bytea[], $4::uuid[], $5::int[], $6::bool[])",
            keyed,
            Values(NpgsqlDbType.Integer, keyed, each => each.Report.ServiceId), Values(NpgsqlDbType.Bytea, keyed, each => each.Report.KeyHash),
            Values(NpgsqlDbType.Bytea, keyed, each => each.Report.BodyHash), Values(NpgsqlDbType.Uuid, keyed, each => each.Report.Id),
            Values(NpgsqlDbType.Integer, keyed, each => each.Report.Place.Value), Values(NpgsqlDbType.Boolean, keyed, each => each.IsCounted), Value(terms.CurrentMinute));

        var kept = judged.Where(report => !report.Report.CountOnly).ToList();
        Add(
            $"insert into {Part(PostgresPartitions.OfDay, "reports")} (service_id, minute, id, place_id, kind, problem_id, counted) select * from unnest($1::int[], $2::int[], $3::uuid[], $4::int[], $5::smallint[], $6::smallint[], $7::bool[])",
            kept,
            Values(NpgsqlDbType.Integer, kept, each => each.Report.ServiceId), Values(NpgsqlDbType.Integer, kept, each => each.Report.Minute),
            Values(NpgsqlDbType.Uuid, kept, each => each.Report.Id), Values(NpgsqlDbType.Integer, kept, each => each.Report.Place.Value),
            Values(NpgsqlDbType.Smallint, kept, each => (short)each.Report.Kind), Values(NpgsqlDbType.Smallint, kept, each => each.Report.ProblemId),
            Values(NpgsqlDbType.Boolean, kept, each => each.IsCounted));

        var said = kept.Where(report => report.Report.Comment is not null).ToList();
        Add(
            "insert into comments (service_id, report_id, minute, text, state, language) select * from unnest($1::int[], $2::uuid[], $3::int[], $4::text[], $5::smallint[], $6::text[])",
            said,
            Values(NpgsqlDbType.Integer, said, each => each.Report.ServiceId), Values(NpgsqlDbType.Uuid, said, each => each.Report.Id),
            Values(NpgsqlDbType.Integer, said, each => each.Report.Minute), Values(NpgsqlDbType.Text, said, each => each.Report.Comment!.Text),
            Values(NpgsqlDbType.Smallint, said, each => (short)each.Report.Comment!.State), Values(NpgsqlDbType.Text, said, each => each.Report.Comment!.Language));

        var counted = judged.Where(report => report.IsCounted).ToList();
        var names = counted.SelectMany(each => each.Names, (each, name) => (each.Report, name.Name, name.IsFresh)).ToList();
        Add(
            $"insert into {PostgresPartitions.OfKeyDay("reporters", terms.KeyDay)} (service_id, slice, kind, reporter, minute, fresh, key_day) select *, $7 from unnest($1::int[], $2::int[], $3::smallint[], $4::bytea[], $5::int[], $6::bool[])",
            names,
            Values(NpgsqlDbType.Integer, names, each => each.Report.ServiceId), Values(NpgsqlDbType.Integer, names, each => CommitTerms.SliceOf(each.Report.Minute)),
            Values(NpgsqlDbType.Smallint, names, each => (short)each.Report.Kind),
            Values(NpgsqlDbType.Bytea, names, each => each.Name), Values(NpgsqlDbType.Integer, names, each => each.Report.Minute),
            Values(NpgsqlDbType.Boolean, names, each => each.IsFresh), Value(terms.KeyDay));

        var cells = counted.CountBy(each => (each.Report.ServiceId, each.Report.Minute, Place: each.Report.Place.Value, Kind: (short)each.Report.Kind, each.Report.ProblemId)).ToList();
        var freshCells = counted.Where(each => each.IsFresh).CountBy(each => (each.Report.ServiceId, each.Report.Minute, Place: each.Report.Place.Value, Kind: (short)each.Report.Kind, each.Report.ProblemId))
            .ToDictionary();
        Add(
            $"""
            insert into {Part(PostgresPartitions.OfMonth, "minute_counts")} as stored (service_id, minute, place_id, kind, problem_id, count, fresh)
            select * from unnest($1::int[], $2::int[], $3::int[], $4::smallint[], $5::smallint[], $6::int[], $7::int[])
            on conflict (service_id, minute, place_id, kind, problem_id) do update set count = stored.count + excluded.count, fresh = stored.fresh + excluded.fresh
            """,
            cells,
            Values(NpgsqlDbType.Integer, cells, cell => cell.Key.ServiceId), Values(NpgsqlDbType.Integer, cells, cell => cell.Key.Minute),
            Values(NpgsqlDbType.Integer, cells, cell => cell.Key.Place), Values(NpgsqlDbType.Smallint, cells, cell => cell.Key.Kind),
            Values(NpgsqlDbType.Smallint, cells, cell => cell.Key.ProblemId), Values(NpgsqlDbType.Integer, cells, cell => cell.Value),
            Values(NpgsqlDbType.Integer, cells, cell => freshCells.GetValueOrDefault(cell.Key)));

        var cities = kept.Where(report => report is { IsCounted: true, Report: { Kind: ReportKind.Down, CityId: not null } })
            .CountBy(each => (each.Report.ServiceId, each.Report.Minute, City: each.Report.CityId!.Value)).ToList();
        Add(
            $"""
            insert into {Part(PostgresPartitions.OfDay, "city_counts")} as stored (service_id, minute, city_id, count) select * from unnest($1::int[], $2::int[], $3::int[], $4::int[])
            on conflict (service_id, minute, city_id) do update set count = stored.count + excluded.count
            """,
            cities,
            Values(NpgsqlDbType.Integer, cities, city => city.Key.ServiceId), Values(NpgsqlDbType.Integer, cities, city => city.Key.Minute),
            Values(NpgsqlDbType.Integer, cities, city => city.Key.City), Values(NpgsqlDbType.Integer, cities, city => city.Value));

        var links = counted.Where(report => report.Report is { Kind: ReportKind.Down, Link: not null })
            .CountBy(each => (each.Report.ServiceId, each.Report.Minute, Link: each.Report.Link!.Value)).ToList();
        Add(
            """
            insert into link_counts (service_id, minute, link, count) select * from unnest($1::int[], $2::int[], $3::int[], $4::int[])
            on conflict (service_id, minute, link) do update set count = link_counts.count + excluded.count
            """,
            links,
            Values(NpgsqlDbType.Integer, links, link => link.Key.ServiceId), Values(NpgsqlDbType.Integer, links, link => link.Key.Minute),
            Values(NpgsqlDbType.Integer, links, link => link.Key.Link), Values(NpgsqlDbType.Integer, links, link => link.Value));

        // "Do nothing" would leave the row to a tick that deletes it before these counts are there to be read; an update waits for that tick.
        var late = counted.Where(report => report.Report.Minute < terms.CurrentMinute).Select(each => (each.Report.ServiceId, each.Report.Minute)).Distinct().ToList();
        Add(
            "insert into recounts (service_id, minute) select * from unnest($1::int[], $2::int[]) on conflict (service_id, minute) do update set minute = excluded.minute",
            late,
            Values(NpgsqlDbType.Integer, late, each => each.ServiceId), Values(NpgsqlDbType.Integer, late, each => each.Minute));
    }
}
