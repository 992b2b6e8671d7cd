using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reports.Data.Tables;
using Reports.Domain.Outages;
using Reports.Pipeline.Outages;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Scenarios;

/// <summary>Nothing says that people mix up Zoom and Webex; the site finds out.</summary>
public sealed class LearntRelationScenarios
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_service_that_people_have_mixed_up_before_is_not_put_down_again(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        await RememberAsync(flow, "zoom", "webex", 5, 0.04);
        await LearnAsync(flow);
        Assert.Equal(["zoom"], Origins(flow, "webex"));
        Assert.Empty(Origins(flow, "zoom"));

        Assert.False(await SpillAsync(flow));

        var confused = Assert.Single(flow.Board.Outages, outage => outage.Service.Slug == "webex");
        Assert.Equal(OutageState.Possible, confused.State);
        Assert.Equal(("zoom", CauseKind.Confused), (confused.ProbablyCausedBy!.Service.Slug, confused.ProbablyCausedBy.Kind));
        var origin = Assert.Single(flow.Board.Outages, outage => outage.Service.Slug == "zoom");
        Assert.Equal(OutageState.Outage, origin.State);
        Assert.Null(origin.ProbablyCausedBy);
    }

    [Fact]
    public async Task What_the_site_has_watched_three_times_it_knows_the_fourth()
    {
        await using var flow = await Flow.StartAsync();
        for (var time = 0; time < 3; time++)
        {
            await LearnAsync(flow);
            Assert.Empty(Origins(flow, "webex"));
            Assert.True(await SpillAsync(flow));
            while (flow.Board.Outages.Any(outage => outage.ResolvedAt is null))
            {
                await flow.EndMinuteAsync();
            }

            flow.Clock.Advance(TimeSpan.FromDays(9));
        }

        await LearnAsync(flow);

        Assert.Equal(["zoom"], Origins(flow, "webex"));
        Assert.False(await SpillAsync(flow));
    }

    [Theory]
    [InlineData("slack", "netflix", 0.04)] // both run on one cloud, and really fail together
    [InlineData("webex", "zoom", 0.8)] // fail together, at their own size
    [InlineData("verizon", "att", 0.04)] // declared already
    public async Task What_fails_together_is_not_learnt(string origin, string follower, double share)
    {
        await using var flow = await Flow.StartAsync();
        await RememberAsync(flow, origin, follower, 12, share);

        await LearnAsync(flow);

        Assert.Empty(Origins(flow, follower));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_was_retracted_or_put_down_to_another_teaches_nothing(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        await RememberAsync(flow, "zoom", "webex", 12, 0.04, (_, row) => row.State = OutageState.Retracted);
        flow.Clock.Advance(TimeSpan.FromDays(3));
        await RememberAsync(flow, "whatsapp", "telegram", 12, 0.04, (slug, row) => row.CauseKind = slug == "telegram" ? CauseKind.DependsOn : null);
        flow.Clock.Advance(TimeSpan.FromDays(3));
        await RememberAsync(flow, "x", "reddit", 12, 0.04, (slug, row) => row.CauseServiceId = slug == "x" ? 1 : null);

        await LearnAsync(flow);

        Assert.All(new[] { "webex", "telegram", "reddit" }, slug => Assert.Empty(Origins(flow, slug)));
    }

    [Fact]
    public async Task Each_relation_is_told_in_the_log_once_when_learnt_and_once_when_lost()
    {
        var log = new Lines();
        await using var flow = await Flow.StartAsync(change: services => services.AddSingleton<ILogger<RelationLearner>>(log));
        await RememberAsync(flow, "zoom", "webex", 5, 0.04);
        await LearnAsync(flow);
        await LearnAsync(flow);
        flow.Clock.Advance(TimeSpan.FromDays(366));
        await LearnAsync(flow);
        await LearnAsync(flow);

        Assert.Empty(Origins(flow, "webex"));
        Assert.Collection(
            log,
            line => Assert.StartsWith("Learnt: webex is reported when zoom fails (5 of 5 outages, ", line, StringComparison.Ordinal),
            line => Assert.Equal("No longer believed: webex is reported when zoom fails.", line));
    }

    private static Task LearnAsync(Flow flow) => flow.Get<RelationLearner>().RunAsync(flow.Clock.GetUtcNow(), CancellationToken.None);

    private static IReadOnlyList<string> Origins(Flow flow, string slug) => flow.Get<LearntRelations>().OriginsOf(slug);

    /// <summary>Zoom fails, and one in twenty-five reports the wrong service; true where that was told as an outage.</summary>
    private static async Task<bool> SpillAsync(Flow flow)
    {
        var isTold = false;
        var start = flow.Clock.GetUtcNow();
        for (var minute = 0; minute < 30; minute++)
        {
            await flow.ReportAsync("zoom", "US", Math.Min(20 * minute, 160));
            await flow.ReportAsync("webex", "US", minute < 4 ? 0 : Math.Min(minute, 7));
            await flow.EndMinuteAsync(board => isTold |= board.Outages.Any(outage => outage.FlaggedAt >= start && outage.Service.Slug == "webex"));
        }

        return isTold;
    }

    /// <summary>Stores so many outages of one service, one every twenty days, and what came of each at the other.</summary>
    private static Task RememberAsync(Flow flow, string origin, string follower, int times, double share, Action<string, OutageRow>? change = null) => flow.ChangeAsync(context =>
    {
        for (var i = 1; i <= times; i++)
        {
            var at = flow.Clock.GetUtcNow().AddDays(-20 * i);
            context.Outages.AddRange(Stored(origin, at, 9000), Stored(follower, at.AddMinutes(12), (int)(9000 * share)));
        }

        OutageRow Stored(string slug, DateTimeOffset at, int reports)
        {
            var row = new OutageRow
            {
                Id = Guid.CreateVersion7(at),
                ServiceId = flow.Catalog.Find(slug)!.Id,
                State = slug == origin ? OutageState.Resolved : OutageState.Dismissed,
                StartedAt = at,
                DetectedAt = at,
                FlaggedAt = slug == origin ? at : null,
                EndedAt = at.AddHours(2),
                Extent = "00000",
                WidestExtent = "10000",
                Problems = "[]",
                Regions = { Part("america", at), Part("US", at), Part("US", at.AddMinutes(30)) },
            };
            change?.Invoke(slug, row);
            return row;

            OutageRegion Part(string region, DateTimeOffset joined) => new() { Region = region, JoinedAt = joined, LeftAt = at.AddHours(2), Reports = reports, Expected = 8.5 };
        }
    });

    private sealed class Lines : List<string>, ILogger<RelationLearner>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
    }
}
