using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Counting;
using Reports.Data.Tables;
using Reports.Domain.Counting;
using Reports.Pipeline.Status;
using Reports.Scenarios.Populations;

namespace Reports.Web.Features.Demo;

/// <summary>Prepares the database of a demo: four weeks of simulated history, marked as such. Never touches a database that holds anything else.</summary>
internal sealed partial class DemoSite(
    IDbContextFactory<ReportsDbContext> contexts, IHistoryWriter history, PopulationModel population, TimeProvider time, ILogger<DemoSite> logger)
{
    private const int HistoryDays = 28;
    private const string File = "data/demo.db";

    /// <summary>The connection string of the demo's own file, which is made anew at each start.</summary>
    public static string PrepareFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            System.IO.File.Delete(File + suffix);
        }

        return $"Data Source={File}";
    }

    /// <summary>False, with a message, where the database holds reports that are not simulated.</summary>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var isSimulated = await context.SiteFacts.AnyAsync(fact => fact.Name == SiteFacts.Simulated, cancellationToken);
            if (!isSimulated && (await context.MinuteCounts.AnyAsync(cancellationToken) || await context.Reports.AnyAsync(cancellationToken)))
            {
                LogRefused();
                return false;
            }

            await EmptyAsync(context, cancellationToken);
            context.SiteFacts.Add(new SiteFactRow { Name = SiteFacts.Simulated, Value = "demo" });
            await context.SaveChangesAsync(cancellationToken);
        }

        var to = MinuteBucket.Of(time.GetUtcNow());
        var from = to - (HistoryDays * MinuteBucket.PerDay);
        LogWriting(HistoryDays);
        var started = time.GetTimestamp();
        var rows = 0;
        await history.WriteAsync(population.History(from, to), from, to, new Progress(written => LogProgress(rows = written)), cancellationToken);
        LogWritten(rows, time.GetElapsedTime(started).TotalSeconds);
        return true;
    }

    private static async Task EmptyAsync(ReportsDbContext context, CancellationToken cancellationToken)
    {
        await context.OutageTransitions.ExecuteDeleteAsync(cancellationToken);
        await context.Outages.ExecuteDeleteAsync(cancellationToken);
        await context.OfficialUpdates.ExecuteDeleteAsync(cancellationToken);
        await context.Comments.ExecuteDeleteAsync(cancellationToken);
        await context.Reports.ExecuteDeleteAsync(cancellationToken);
        await context.Receipts.ExecuteDeleteAsync(cancellationToken);
        await context.Reporters.ExecuteDeleteAsync(cancellationToken);
        await context.MinuteCounts.ExecuteDeleteAsync(cancellationToken);
        await context.ObservedHours.ExecuteDeleteAsync(cancellationToken);
        await context.Heartbeats.ExecuteDeleteAsync(cancellationToken);
        await context.Recounts.ExecuteDeleteAsync(cancellationToken);
        await context.SiteFacts.ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "--demo writes simulated reports, and this database holds real ones. Give it an empty database.")]
    private partial void LogRefused();

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: writing {Days} days of simulated history.")]
    private partial void LogWriting(int days);

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: {Rows} rows so far.")]
    private partial void LogProgress(int rows);

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: {Rows} rows of history written in {Seconds:F1} s.")]
    private partial void LogWritten(int rows, double seconds);

    /// <summary>Reports on the caller's thread, in order; <see cref="Progress{T}"/> would hand over to the pool.</summary>
    private sealed class Progress(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
