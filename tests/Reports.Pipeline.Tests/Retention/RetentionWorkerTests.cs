using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Reports.Domain.Counting;
using Reports.Pipeline.Retention;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Retention;

/// <summary>When the site destroys what could tell who has reported: the promise of two days.</summary>
public sealed class RetentionWorkerTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_key_of_a_day_and_its_reporters_are_there_on_the_next_day_and_gone_on_the_one_after(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        var worker = WorkerOf(flow);
        var midnight = new DateTimeOffset(Flow.Start.Date, TimeSpan.Zero);
        var day = MinuteBucket.Of(midnight) / MinuteBucket.PerDay;
        await RunAsync(Flow.Start);
        await flow.ReportAsync("whatsapp", "FR", people: 3);
        Assert.Equal([day - 1, day], await KeysAsync());
        Assert.Equal([day], (await ReportersAsync()).Distinct());
        var reporters = (await ReportersAsync()).Count;

        // To the last minute of the next day: persons of this one are looked up under this key until then.
        await RunAsync(midnight.AddDays(2).AddMinutes(-1));
        Assert.Equal([day], await KeysAsync());
        Assert.Equal(reporters, (await ReportersAsync()).Count);

        await RunAsync(midnight.AddDays(2));
        Assert.Empty(await KeysAsync());
        Assert.Empty(await ReportersAsync());
        Assert.Equal(3, await flow.QueryAsync(context => context.Reports.CountAsync()));

        async Task RunAsync(DateTimeOffset now)
        {
            flow.Clock.SetUtcNow(now);
            await worker.RunAsync(flow.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        }

        Task<List<int>> KeysAsync() => flow.QueryAsync(context => context.SigningKeys.Select(row => row.Day).Order().ToListAsync());
        Task<List<int>> ReportersAsync() => flow.QueryAsync(context => context.Reporters.Select(row => row.KeyDay).ToListAsync());
    }

    [Fact]
    public async Task A_site_that_starts_destroys_what_came_due_while_it_was_down()
    {
        await using var flow = await Flow.StartAsync();
        await flow.ReportAsync("whatsapp", "FR", people: 3);
        flow.Clock.Advance(TimeSpan.FromDays(2));
        await flow.RestartAsync();
        var worker = WorkerOf(flow);

        await worker.StartAsync(TestContext.Current.CancellationToken);
        for (var left = 500; left > 0 && await IsKnownAsync(); left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.False(await IsKnownAsync());
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Task<bool> IsKnownAsync() => flow.QueryAsync(context => context.SigningKeys.Select(row => row.Day).Concat(context.Reporters.Select(row => row.KeyDay)).AnyAsync());
    }

    /// <summary>As the host finds it among what it has to start.</summary>
    private static RetentionWorker WorkerOf(Flow flow) => Assert.Single(flow.Get<IEnumerable<IHostedService>>().OfType<RetentionWorker>());
}
