using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Intake;

/// <summary>A network is known by the names of its persons, or by its own; nobody may notice which.</summary>
public sealed class NetworksTests
{
    private const int Now = ReportBuilder.Minute;
    private static readonly CommitTerms Terms = new(ReportBuilder.KeyDay, 30, Now);

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_report_leaves_one_row_where_only_the_network_tells_who_it_is_of(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        await CommitAsync(store, ReportBuilder.Make("no id", network: "one", isOnNetwork: true));
        Assert.Equal(1, await store.QueryAsync(context => context.Reporters.CountAsync()));
        await CommitAsync(store, ReportBuilder.Make("id", network: "two"));
        Assert.Equal(3, await store.QueryAsync(context => context.Reporters.CountAsync()));
    }

    /// <summary>The person's report within the hour is on the network too, but another one made it fresh; and whoever says that it works makes none fresh.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task The_hour_runs_from_the_report_that_was_fresh(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        foreach (var (person, isOnNetwork) in new[] { ("anna", true), ("bert", false) })
        {
            var fresh = new List<int>();
            foreach (var (name, minute, what) in new[] { ("works", -70, ReportKind.Works), (person, -61, ReportKind.Down), ("second", -30, ReportKind.Down), ("third", -1, ReportKind.Down), ("fourth", 0, ReportKind.Down) })
            {
                var before = await FreshAsync(store);
                await CommitAsync(store, ReportBuilder.Make($"{name} {person}", Now + minute, kind: what, network: $"of {person}", isOnNetwork: isOnNetwork));
                fresh.Add(await FreshAsync(store) - before);
            }

            Assert.Equal([0, 1, 0, 1, 0], fresh);
        }
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task What_the_database_tells_is_what_one_group_would_know(StoreKind kind)
    {
        await using var asked = await OnEachStore.CreateAsync(kind);
        await using var judged = await OnEachStore.CreateAsync(kind);
        var random = new Random(7);
        Report[] all =
        [
            .. Enumerable.Range(0, 300).Select(_ => Now - random.Next(240)).Order().Select(minute =>
            {
                var person = random.Next(60);
                return ReportBuilder.Make(
                    $"person {person}", minute, random.Next(1, 3), random.Next(4) == 0 ? ReportKind.Works : ReportKind.Down, network: $"network {person / 5}", isOnNetwork: person % 2 == 0,
                    personNext: random.Next(6) == 0 ? $"next {person}" : null);
            }),
        ];

        var together = await CommitAsync(judged, all);
        var apart = new List<ReportVerdict>();
        foreach (var report in all)
        {
            apart.AddRange(await CommitAsync(asked, report));
        }

        Assert.Equal(together, apart);
        Assert.Equal(await CellsAsync(judged), await CellsAsync(asked));
        Assert.InRange(await FreshAsync(asked), 20, 200);
    }

    private static Task<IReadOnlyList<ReportVerdict>> CommitAsync(TestStore store, params Report[] group) => store.Get<IGroupCommit>().CommitAsync(group, Terms, CancellationToken.None);

    private static Task<int> FreshAsync(TestStore store) => store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Fresh));

    private static Task<List<string>> CellsAsync(TestStore store) => store.QueryAsync(async context =>
        (await context.MinuteCounts.OrderBy(row => row.ServiceId).ThenBy(row => row.Minute).ThenBy(row => row.Kind).ToListAsync())
            .ConvertAll(row => $"{row.ServiceId} {row.Minute} {row.Kind} {row.Count} {row.Fresh}"));
}
