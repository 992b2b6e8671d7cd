using Npgsql;
using NpgsqlTypes;
using Reports.Data.Intake;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Data.Postgres;

/// <summary>
/// Two round trips make one transaction: take the lock of the intake and ask what is known of the group, then write all of it and commit. Everything
/// is an array, so a group of a thousand costs the database as many statements as a group of one.
/// </summary>
internal sealed class PostgresGroupCommit(NpgsqlDataSource source, PostgresPartitions partitions) : IGroupCommit
{
    /// <summary>Nodes commit one after the other: what a group was told must still be true when it commits. Any number, but always the same.</summary>
    private const long IntakeLock = 7_236_845_301;

    public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
    {
        await EnsurePartitionsAsync(group, terms, cancellationToken).ConfigureAwait(false);
        return Commit(group, terms);
    }

    /// <summary>On the thread of the writer, which waits for the database itself.</summary>
    private List<ReportVerdict> Commit(IReadOnlyList<Report> group, CommitTerms terms)
    {
        using var connection = source.OpenConnection();
        var judged = Ask(connection, group, terms).Judge(group);
        Write(connection, [.. judged.Where(report => report.IsNew)], terms);
        return [.. judged.Select(report => report.Verdict)];
    }

    private async Task EnsurePartitionsAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
    {
        await partitions.EnsureKeyDayAsync(terms.KeyDay, cancellationToken).ConfigureAwait(false);
        foreach (var report in group.DistinctBy(report => report.Minute))
        {
            await partitions.EnsureCountsAsync(report.Minute, cancellationToken).ConfigureAwait(false);
            if (!report.CountOnly)
            {
                await partitions.EnsureReportsAsync(report.Minute, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static GroupJudge Ask(NpgsqlConnection connection, IReadOnlyList<Report> group, CommitTerms terms)
    {
        var judge = new GroupJudge(terms);
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { Command("begin"), Command("select pg_advisory_xact_lock($1)", Value(IntakeLock)) } };
        List<Action<NpgsqlDataReader>> answers = [];
        void Add<T>(List<T> rows, Func<List<T>, NpgsqlBatchCommand> command, Action<List<T>, NpgsqlDataReader> know)
        {
            if (rows.Count > 0)
            {
                batch.BatchCommands.Add(command(rows));
                answers.Add(reader => know(rows, reader));
            }
        }

        Add(
            [.. group.Where(report => report.KeyHash is not null)],
            keyed => Command(
                "select key_hash, service_id, body_hash, report_id, place_id, counted from receipts where key_hash = any($1)",
                Values(NpgsqlDbType.Bytea, keyed, report => report.KeyHash)),
            (_, reader) => judge.Know((byte[])reader[0], new Receipt(reader.GetInt32(1), (byte[])reader[2], reader.GetGuid(3), new PlaceId(reader.GetInt32(4)), reader.GetBoolean(5))));

        List<(Report Report, int Slice)> Slices(IEnumerable<Report> reports, int window) =>
            [.. reports.SelectMany(report => terms.SlicesAround(report.Minute, window), (report, slice) => (report, slice))];

        void AskCounted(IEnumerable<Report> reports, int keyDay, Func<Report, byte[]> person) => Add(
            Slices(reports, terms.WindowMinutes),
            rows => Command(
                """
                select i.ord, known.minute
                from unnest($1::int[], $2::int[], $3::smallint[], $4::bytea[], $5::int[]) with ordinality i(service_id, slice, kind, person, minute, ord)
                cross join lateral (
                    select r.minute from reporters r
                    where r.service_id = i.service_id and r.key_day = $6 and r.slice = i.slice and r.kind = i.kind and r.reporter = i.person
                        and r.minute > i.minute - $7 and r.minute < i.minute + $7 offset 0) known
                """,
                Values(NpgsqlDbType.Integer, rows, row => row.Report.ServiceId), Values(NpgsqlDbType.Integer, rows, row => row.Slice),
                Values(NpgsqlDbType.Smallint, rows, row => (short)row.Report.Kind), Values(NpgsqlDbType.Bytea, rows, row => person(row.Report)),
                Values(NpgsqlDbType.Integer, rows, row => row.Report.Minute), Value(keyDay), Value(terms.WindowMinutes)),
            (rows, reader) =>
            {
                var report = rows[(int)reader.GetInt64(0) - 1].Report;
                judge.KnowCounted(report.ServiceId, report.Kind, person(report), reader.GetInt32(1));
            });

        void AskFresh(IEnumerable<Report> reports, int keyDay, Func<Report, byte[]> network) => Add(
            Slices(reports, CommitTerms.FreshMinutes),
            rows => Command(
                """
                select i.ord, known.minute
                from unnest($1::int[], $2::int[], $3::bytea[], $4::int[]) with ordinality i(service_id, slice, network, minute, ord)
                cross join lateral (
                    select n.minute from networks n
                    where n.service_id = i.service_id and n.key_day = $5 and n.slice = i.slice and n.network = i.network
                        and n.minute > i.minute - $6 and n.minute < i.minute + $6 offset 0) known
                """,
                Values(NpgsqlDbType.Integer, rows, row => row.Report.ServiceId), Values(NpgsqlDbType.Integer, rows, row => row.Slice),
                Values(NpgsqlDbType.Bytea, rows, row => network(row.Report)), Values(NpgsqlDbType.Integer, rows, row => row.Report.Minute),
                Value(keyDay), Value(CommitTerms.FreshMinutes)),
            (rows, reader) =>
            {
                var report = rows[(int)reader.GetInt64(0) - 1].Report;
                judge.KnowFresh(report.ServiceId, network(report), reader.GetInt32(1));
            });

        // Lateral, and "offset 0" so that it stays so: an index lookup per row. The planner cannot know how long the arrays are, and would read a whole day instead.
        AskCounted(group, terms.KeyDay, report => report.Person);
        AskFresh(group, terms.KeyDay, report => report.Network);
        AskCounted(group.Where(report => terms.ReachesYesterday(report.Minute, terms.WindowMinutes)), terms.KeyDay - 1, report => report.PersonBefore);
        AskFresh(group.Where(report => terms.ReachesYesterday(report.Minute, CommitTerms.FreshMinutes)), terms.KeyDay - 1, report => report.NetworkBefore);

        // The lock is the only one of the first two that answers, with a row.
        using var reader = batch.ExecuteReader();
        foreach (var know in answers)
        {
            reader.NextResult();
            while (reader.Read())
            {
                know(reader);
            }
        }

        return judge;
    }

    private static void Write(NpgsqlConnection connection, JudgedReport[] judged, CommitTerms terms)
    {
        using var batch = new NpgsqlBatch(connection);
        void Add<T>(string sql, IReadOnlyCollection<T> rows, params NpgsqlParameter[] parameters)
        {
            if (rows.Count > 0)
            {
                batch.BatchCommands.Add(Command(sql, parameters));
            }
        }

        var keyed = judged.Where(report => report.Report.KeyHash is not null).ToList();
        Add(
            "insert into receipts (service_id, key_hash, body_hash, report_id, place_id, counted, stored_minute) select *, $7 from unnest($1::int[], $2::bytea[], $3::bytea[], $4::uuid[], $5::int[], $6::bool[])",
            keyed,
            Values(NpgsqlDbType.Integer, keyed, each => each.Report.ServiceId), Values(NpgsqlDbType.Bytea, keyed, each => each.Report.KeyHash),
            Values(NpgsqlDbType.Bytea, keyed, each => each.Report.BodyHash), Values(NpgsqlDbType.Uuid, keyed, each => each.Report.Id),
            Values(NpgsqlDbType.Integer, keyed, each => each.Report.Place.Value), Values(NpgsqlDbType.Boolean, keyed, each => each.IsCounted), Value(terms.CurrentMinute));

        var kept = judged.Where(report => !report.Report.CountOnly).ToList();
        Add(
            "insert into reports (service_id, minute, id, place_id, kind, problem_id, counted) select * from unnest($1::int[], $2::int[], $3::uuid[], $4::int[], $5::smallint[], $6::smallint[], $7::bool[])",
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
        var persons = counted.SelectMany(each => each.Report.CountedPersons, (each, person) => (each.Report, Person: person)).ToList();
        Add(
            "insert into reporters (service_id, slice, kind, reporter, minute, key_day) select *, $6 from unnest($1::int[], $2::int[], $3::smallint[], $4::bytea[], $5::int[])",
            persons,
            Values(NpgsqlDbType.Integer, persons, each => each.Report.ServiceId), Values(NpgsqlDbType.Integer, persons, each => CommitTerms.SliceOf(each.Report.Minute)),
            Values(NpgsqlDbType.Smallint, persons, each => (short)each.Report.Kind),
            Values(NpgsqlDbType.Bytea, persons, each => each.Person), Values(NpgsqlDbType.Integer, persons, each => each.Report.Minute), Value(terms.KeyDay));

        var fresh = counted.Where(report => report.IsFresh).ToList();
        Add(
            "insert into networks (service_id, slice, network, minute, key_day) select *, $5 from unnest($1::int[], $2::int[], $3::bytea[], $4::int[])",
            fresh,
            Values(NpgsqlDbType.Integer, fresh, each => each.Report.ServiceId), Values(NpgsqlDbType.Integer, fresh, each => CommitTerms.SliceOf(each.Report.Minute)),
            Values(NpgsqlDbType.Bytea, fresh, each => each.Report.Network),
            Values(NpgsqlDbType.Integer, fresh, each => each.Report.Minute), Value(terms.KeyDay));

        var cells = counted.CountBy(each => (each.Report.ServiceId, each.Report.Minute, Place: each.Report.Place.Value, Kind: (short)each.Report.Kind, each.Report.ProblemId)).ToList();
        var freshCells = fresh.CountBy(each => (each.Report.ServiceId, each.Report.Minute, Place: each.Report.Place.Value, Kind: (short)each.Report.Kind, each.Report.ProblemId))
            .ToDictionary();
        Add(
            """
            insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh)
            select * from unnest($1::int[], $2::int[], $3::int[], $4::smallint[], $5::smallint[], $6::int[], $7::int[])
            on conflict (service_id, minute, place_id, kind, problem_id) do update set count = minute_counts.count + excluded.count, fresh = minute_counts.fresh + excluded.fresh
            """,
            cells,
            Values(NpgsqlDbType.Integer, cells, cell => cell.Key.ServiceId), Values(NpgsqlDbType.Integer, cells, cell => cell.Key.Minute),
            Values(NpgsqlDbType.Integer, cells, cell => cell.Key.Place), Values(NpgsqlDbType.Smallint, cells, cell => cell.Key.Kind),
            Values(NpgsqlDbType.Smallint, cells, cell => cell.Key.ProblemId), Values(NpgsqlDbType.Integer, cells, cell => cell.Value),
            Values(NpgsqlDbType.Integer, cells, cell => freshCells.GetValueOrDefault(cell.Key)));

        var cities = kept.Where(report => report is { IsCounted: true, Report: { Kind: ReportKind.Down, CityId: not null } })
            .CountBy(each => (each.Report.ServiceId, each.Report.Minute, City: each.Report.CityId!.Value)).ToList();
        Add(
            """
            insert into city_counts (service_id, minute, city_id, count) select * from unnest($1::int[], $2::int[], $3::int[], $4::int[])
            on conflict (service_id, minute, city_id) do update set count = city_counts.count + excluded.count
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

        // Where a statement before it fails, the server passes over it; the connection rolls back when it goes back to its pool.
        batch.BatchCommands.Add(Command("commit"));
        batch.ExecuteNonQuery();
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Values<TRow, T>(NpgsqlDbType type, IEnumerable<TRow> rows, Func<TRow, T> select) =>
        new() { Value = rows.Select(select).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
