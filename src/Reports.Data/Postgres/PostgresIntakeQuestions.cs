using Npgsql;
using NpgsqlTypes;
using Reports.Data.Intake;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using static Reports.Data.Postgres.PostgresBatches;

namespace Reports.Data.Postgres;

/// <summary>Asks what the database knows of a group: only of keys, and of persons and networks that it may know. Each question is a command of the batch; a judge hears the answers.</summary>
internal sealed class PostgresIntakeQuestions(NpgsqlBatch batch, RecentPersons recent, CommitTerms terms, GroupJudge judge)
{
    private readonly List<Action<NpgsqlDataReader>> _answers = [];

    /// <summary>Nothing that was added is to be asked.</summary>
    public bool IsEmpty => _answers.Count == 0;

    public void Add(IReadOnlyList<Report> group)
    {
        Add(
            [.. group.Where(report => report.KeyHash is not null)],
            "select key_hash, service_id, body_hash, report_id, place_id, counted from receipts where key_hash = any($1)",
            keyed => [Values(NpgsqlDbType.Bytea, keyed, report => report.KeyHash)],
            (_, reader) => judge.Know((byte[])reader[0], new Receipt(reader.GetInt32(1), (byte[])reader[2], reader.GetGuid(3), new PlaceId(reader.GetInt32(4)), reader.GetBoolean(5))));

        AddCounted(group, terms.KeyDay, report => report.Person);
        AddFresh(group, terms.KeyDay, report => report.Network);
        AddCounted(group.Where(report => terms.ReachesYesterday(report.Minute, terms.WindowMinutes)), terms.KeyDay - 1, report => report.PersonBefore);
        AddFresh(group.Where(report => terms.ReachesYesterday(report.Minute, CommitTerms.FreshMinutes)), terms.KeyDay - 1, report => report.NetworkBefore);
    }

    /// <param name="reader">At a result before those of the questions.</param>
    public void Hear(NpgsqlDataReader reader)
    {
        foreach (var answer in _answers)
        {
            reader.NextResult();
            while (reader.Read())
            {
                answer(reader);
            }
        }
    }

    // Lateral, and "offset 0" or a limit so that it stays so: an index lookup per row. The planner cannot know how long the arrays are, and would read a whole day instead.
    private void AddCounted(IEnumerable<Report> reports, int keyDay, Func<Report, byte[]> person) => Add(
        [.. reports.SelectMany(report => recent.SlicesOfPerson(report, person(report), terms), (report, slice) => (Report: report, Slice: slice))],
        """
        select i.ord, known.minute
        from unnest($1::int[], $2::int[], $3::smallint[], $4::bytea[], $5::int[]) with ordinality i(service_id, slice, kind, person, minute, ord)
        cross join lateral (
            select r.minute from reporters r
            where r.service_id = i.service_id and r.key_day = $6 and r.slice = i.slice and r.kind = i.kind and r.reporter = i.person
                and r.minute > i.minute - $7 and r.minute < i.minute + $7 offset 0) known
        """,
        rows =>
        [
            Values(NpgsqlDbType.Integer, rows, row => row.Report.ServiceId), Values(NpgsqlDbType.Integer, rows, row => row.Slice),
            Values(NpgsqlDbType.Smallint, rows, row => (short)row.Report.Kind), Values(NpgsqlDbType.Bytea, rows, row => person(row.Report)),
            Values(NpgsqlDbType.Integer, rows, row => row.Report.Minute), Value(keyDay), Value(terms.WindowMinutes),
        ],
        (rows, reader) =>
        {
            var report = rows[(int)reader.GetInt64(0) - 1].Report;
            judge.KnowCounted(report.ServiceId, report.Kind, person(report), reader.GetInt32(1));
        });

    private void AddFresh(IEnumerable<Report> reports, int keyDay, Func<Report, byte[]> network) => Add(
        [.. reports.Where(report => report.Kind == ReportKind.Down).SelectMany(report => recent.SlicesOfNetwork(report, network(report), terms), (report, slice) => (Report: report, Slice: slice))],
        """
        select i.ord, known.minute
        from unnest($1::int[], $2::int[], $3::bytea[], $4::bytea[], $5::int[]) with ordinality i(service_id, slice, network, last, minute, ord)
        cross join lateral (
            select r.minute from reporters r
            where r.service_id = i.service_id and r.key_day = $6 and r.slice = i.slice and r.kind = $8 and r.reporter >= i.network and r.reporter <= i.last and r.fresh
                and r.minute > i.minute - $7 and r.minute < i.minute + $7 limit 1) known
        """,
        rows =>
        [
            Values(NpgsqlDbType.Integer, rows, row => row.Report.ServiceId), Values(NpgsqlDbType.Integer, rows, row => row.Slice),
            Values(NpgsqlDbType.Bytea, rows, row => network(row.Report)), Values(NpgsqlDbType.Bytea, rows, row => PersonNames.LastOn(network(row.Report))),
            Values(NpgsqlDbType.Integer, rows, row => row.Report.Minute), Value(keyDay), Value(CommitTerms.FreshMinutes), Value((short)ReportKind.Down),
        ],
        (rows, reader) =>
        {
            var report = rows[(int)reader.GetInt64(0) - 1].Report;
            judge.KnowFresh(report.ServiceId, network(report), reader.GetInt32(1));
        });

    private void Add<T>(List<T> rows, string sql, Func<List<T>, NpgsqlParameter[]> parameters, Action<List<T>, NpgsqlDataReader> know)
    {
        if (rows.Count > 0)
        {
            batch.Add(sql, parameters(rows));
            _answers.Add(reader => know(rows, reader));
        }
    }
}
