using Npgsql;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using static Reports.Data.Postgres.PostgresBatches;

namespace Reports.Data.Postgres;

/// <summary>
/// One transaction: take the lock of the intake, ask what is known of the group, write all of it and commit. Where nothing is to be asked all goes in one
/// round trip, otherwise in two.
/// </summary>
internal sealed class PostgresGroupCommit(NpgsqlDataSource source, PostgresPartitions partitions, RecentPersons recent) : IGroupCommit
{
    /// <summary>Nodes commit one after the other: what a group was told must still be true when it commits. Any number, but always the same.</summary>
    private const long IntakeLock = 7_236_845_301;

    public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
    {
        await EnsurePartitionsAsync(group, terms, cancellationToken).ConfigureAwait(false);
        recent.Begin();
        try
        {
            return Commit(group, terms);
        }
        catch (PostgresException exception) when (recent.IsTrusted && exception.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            recent.GiveWay();
            return Commit(group, terms);
        }
        catch
        {
            // It may still arrive, from a network that held it back.
            recent.Forget();
            throw;
        }
    }

    /// <summary>On the thread of the writer, which waits for the database itself.</summary>
    private List<ReportVerdict> Commit(IReadOnlyList<Report> group, CommitTerms terms)
    {
        using var connection = source.OpenConnection();
        using var batch = new NpgsqlBatch(connection);
        batch.Add("select pg_advisory_xact_lock($1)", Value(IntakeLock));

        // What is remembered holds in this node's own turn only: a division by zero, where another's began, ends the transaction before it writes.
        batch.Add("select case when $3 then 1 / count(*) else count(*) end from site_facts where name = $1 and value = $2", Value(RecentPersons.TurnFact), Value(recent.Node), Value(recent.IsTrusted));
        var judge = new GroupJudge(terms);
        var questions = new PostgresIntakeQuestions(batch, recent, terms, judge);
        questions.Add(group);
        var asks = !recent.IsTrusted || !questions.IsEmpty;
        if (asks)
        {
            batch.BatchCommands.Insert(0, new NpgsqlBatchCommand("begin"));
            var isOwnTurn = Hear(batch, questions);
            batch.BatchCommands.Clear();
            if (!isOwnTurn)
            {
                recent.GiveWay();
                batch.Add(RecentPersons.TakeTurn, Value(RecentPersons.TurnFact), Value(recent.Node));
            }
        }

        var judged = judge.Judge(group);
        recent.Add(judged);
        batch.AddWrites([.. judged.Where(report => report.IsNew)], terms);

        // What is sent in one round trip is a transaction of its own. Where a statement fails, the server passes over what follows; the connection rolls back when it goes back to its pool.
        if (asks)
        {
            batch.Add("commit");
        }

        batch.ExecuteNonQuery();
        return [.. judged.Select(report => report.Verdict)];
    }

    /// <returns>Nobody has committed since this node did.</returns>
    private static bool Hear(NpgsqlBatch batch, PostgresIntakeQuestions questions)
    {
        // The lock and the turn answer with a row each.
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        reader.Read();
        var isOwnTurn = reader.GetInt64(0) > 0;
        questions.Hear(reader);
        return isOwnTurn;
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
}
