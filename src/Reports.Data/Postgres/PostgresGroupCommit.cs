using Npgsql;
using NpgsqlTypes;
using Reports.Data.Intake;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;

namespace Reports.Data.Postgres;

/// <summary>
/// One statement per minute of the group claims keys, judges persons and networks, stores and counts (see GroupCommit.sql); all of the group
/// in one transaction. A report whose key turns out to be taken is answered from its receipt.
/// </summary>
internal sealed class PostgresGroupCommit(NpgsqlDataSource source, PostgresPartitions partitions) : IGroupCommit
{
    private static readonly string Statement = ReadStatement();

    public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
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

        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "set local enable_nestloop = off; set local enable_mergejoin = off", cancellationToken).ConfigureAwait(false);

        var taken = await FindReceiptsAsync(connection, group, cancellationToken).ConfigureAwait(false);
        var verdicts = new Dictionary<Guid, ReportVerdict>(group.Count);
        foreach (var minute in group.Where(report => report.KeyHash is null || !taken.ContainsKey(Key(report.KeyHash))).GroupBy(report => report.Minute).OrderBy(minute => minute.Key))
        {
            await JudgeAsync(connection, [.. minute], minute.Key, terms, verdicts, cancellationToken).ConfigureAwait(false);
        }

        var missing = group.Where(report => !verdicts.ContainsKey(report.Id)).ToList();
        if (missing.Count > 0)
        {
            taken = await FindReceiptsAsync(connection, missing, cancellationToken).ConfigureAwait(false);
            foreach (var report in missing)
            {
                verdicts[report.Id] = Replay(report, taken[Key(report.KeyHash!)]);
            }
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return [.. group.Select(report => verdicts[report.Id])];
    }

    private static ReportVerdict Replay(Report report, Receipt receipt) =>
        receipt.ServiceId != report.ServiceId || !receipt.BodyHash.AsSpan().SequenceEqual(report.BodyHash)
            ? new ReportVerdict(report.Id, ReportFate.KeyConflict, report.Place)
            : new ReportVerdict(receipt.ReportId, receipt.Counted ? ReportFate.Counted : ReportFate.AlreadyReported, new PlaceId(receipt.PlaceId), Replayed: true);

    private static async Task JudgeAsync(
        NpgsqlConnection connection, Report[] reports, int minute, CommitTerms terms, Dictionary<Guid, ReportVerdict> verdicts, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Statement, connection);
        var parameters = command.Parameters;
        parameters.Add(Values(NpgsqlDbType.Integer, reports, report => report.ServiceId));
        parameters.Add(Values(NpgsqlDbType.Uuid, reports, report => report.Id));
        parameters.Add(Values(NpgsqlDbType.Integer, reports, report => report.Place.Value));
        parameters.Add(Values(NpgsqlDbType.Smallint, reports, report => (short)report.Kind));
        parameters.Add(Values(NpgsqlDbType.Smallint, reports, report => report.ProblemId));
        parameters.Add(Values(NpgsqlDbType.Bytea, reports, report => report.Person));
        parameters.Add(Values(NpgsqlDbType.Bytea, reports, report => report.PersonBefore));
        parameters.Add(Values(NpgsqlDbType.Bytea, reports, report => report.Network));
        parameters.Add(Values(NpgsqlDbType.Bytea, reports, report => report.NetworkBefore));
        parameters.Add(Values(NpgsqlDbType.Bytea, reports, report => report.KeyHash));
        parameters.Add(Values(NpgsqlDbType.Bytea, reports, report => report.BodyHash));
        parameters.Add(Values(NpgsqlDbType.Boolean, reports, report => !report.CountOnly));
        parameters.Add(Values(NpgsqlDbType.Text, reports, report => report.Comment));
        parameters.AddWithValue(minute);
        parameters.AddWithValue(terms.KeyDay);
        parameters.AddWithValue(terms.WindowMinutes);
        parameters.AddWithValue(CommitTerms.FreshMinutes);
        parameters.AddWithValue(terms.CurrentMinute);

        var byId = reports.ToDictionary(report => report.Id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var report = byId[reader.GetGuid(0)];
            verdicts[report.Id] = new ReportVerdict(report.Id, reader.GetBoolean(1) ? ReportFate.Counted : ReportFate.AlreadyReported, report.Place);
        }
    }

    private static NpgsqlParameter Values<T>(NpgsqlDbType type, Report[] reports, Func<Report, T> select) =>
        new() { Value = Array.ConvertAll(reports, report => select(report)), NpgsqlDbType = NpgsqlDbType.Array | type };

    private static async Task<Dictionary<string, Receipt>> FindReceiptsAsync(NpgsqlConnection connection, IEnumerable<Report> reports, CancellationToken cancellationToken)
    {
        var keys = reports.Select(report => report.KeyHash).OfType<byte[]>().ToArray();
        var found = new Dictionary<string, Receipt>(StringComparer.Ordinal);
        if (keys.Length == 0)
        {
            return found;
        }

        await using var command = new NpgsqlCommand(
            """
            select r.key_hash, r.service_id, r.body_hash, r.report_id, r.place_id, coalesce(s.counted, true)
            from receipts r left join reports s on s.service_id = r.service_id and s.minute = r.minute and s.id = r.report_id
            where r.key_hash = any($1)
            """, connection)
        { Parameters = { new() { Value = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found[Key((byte[])reader[0])] = new Receipt(reader.GetInt32(1), (byte[])reader[2], reader.GetGuid(3), reader.GetInt32(4), reader.GetBoolean(5));
        }

        return found;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Key(byte[] hash) => Convert.ToHexString(hash);

    private static string ReadStatement()
    {
        using var stream = typeof(PostgresGroupCommit).Assembly.GetManifestResourceStream("Reports.Data.Postgres.GroupCommit.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record Receipt(int ServiceId, byte[] BodyHash, Guid ReportId, int PlaceId, bool Counted);
}
