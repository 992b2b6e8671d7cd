using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data.Intake;
using Reports.Data.Tables;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Intake;

/// <summary>What a node remembers spares the database questions; nobody may notice.</summary>
public sealed class RecentPersonsTests
{
    private const int Now = ReportBuilder.Minute;
    private static readonly CommitTerms Terms = new(ReportBuilder.KeyDay, 30, Now);
    private static readonly int[] Services = [1, 2];

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_node_that_remembers_judges_like_one_that_asks(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var other = await OnEachStore.CreateAsync(kind);
        await using var remembers = store.OpenNode();
        var random = new Random(11);
        var fates = new HashSet<ReportFate>();
        for (var round = 0; round < 40; round++)
        {
            // Over the bounds of slices, over midnight, and the clock goes on.
            var now = Now + (round * 12);
            var terms = Terms with { CurrentMinute = now, KeyDay = now / (24 * 60) };
            Report[] group =
            [
                .. Enumerable.Range(0, 40).Select(_ =>
                {
                    var person = random.Next(120);
                    return ReportBuilder.Make(
                        $"person {person} {terms.KeyDay}", now - random.Next(random.Next(4) == 0 ? 400 : 3), random.Next(1, 3), (ReportKind)random.Next(2), network: $"network {person / 4} {terms.KeyDay}",
                        keyDay: terms.KeyDay, personBefore: $"person {person} {terms.KeyDay - 1}", networkBefore: $"network {person / 4} {terms.KeyDay - 1}",
                        personNext: random.Next(5) == 0 ? $"next {person}" : null, isOnNetwork: person % 2 == 0);
                }),
            ];
            await using var asks = other.OpenNode();

            var expected = await CommitAsync(asks, terms, group);
            Assert.Equal(expected, await CommitAsync(remembers, terms, group));
            fates.UnionWith(expected.Select(verdict => verdict.Fate));
            await LoadAsync(remembers);
        }

        Assert.Equal(2, fates.Count);
        Assert.Equal(await CellsAsync(other), await CellsAsync(store));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Who_reported_before_a_restart_does_not_count_again(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(store.Services, Terms, ReportBuilder.Make());
        await using var node = store.OpenNode();
        await CommitAsync(node, Terms, ReportBuilder.Make("bert"));
        await LoadAsync(node);

        var verdicts = await CommitAsync(node, Terms, ReportBuilder.Make(minute: Now + 1), ReportBuilder.Make("bert", Now + 1), ReportBuilder.Make("carl"));

        Assert.Equal([ReportFate.AlreadyReported, ReportFate.AlreadyReported, ReportFate.Counted], verdicts.Select(verdict => verdict.Fate));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Whom_another_node_has_counted_does_not_count_again(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var first = store.OpenNode();
        await using var second = store.OpenNode();
        await CommitAsync(first, Terms, ReportBuilder.Make("who comes first"));
        await LoadAsync(first);
        await CommitAsync(first, Terms, ReportBuilder.Make("who is known to be new"));

        for (var round = 0; round < 3; round++)
        {
            await CommitAsync(second, Terms, ReportBuilder.Make($"person {round}"));
            await LoadAsync(second);
            Assert.Equal(ReportFate.AlreadyReported, (await CommitAsync(first, Terms, ReportBuilder.Make($"person {round}")))[0].Fate);
            Assert.Equal(ReportFate.Counted, (await CommitAsync(first, Terms, ReportBuilder.Make($"later {round}")))[0].Fate);
            await LoadAsync(first);
            Assert.Equal(ReportFate.AlreadyReported, (await CommitAsync(second, Terms, ReportBuilder.Make($"later {round}")))[0].Fate);
        }
    }

    /// <summary>What was stored by nobody's commit is not found, so nothing was asked; a node that knows less asks and finds it.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task The_database_is_not_asked_about_strangers(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var node = store.OpenNode();
        await CommitAsync(node, Terms, ReportBuilder.Make("bert"));
        await LoadAsync(node);
        var anna = ReportBuilder.Make();
        await StorePastNodesAsync(store, anna);

        Assert.Equal(ReportFate.Counted, (await CommitAsync(node, Terms, ReportBuilder.Make(minute: Now + 1)))[0].Fate);
        Assert.Equal(ReportFate.AlreadyReported, (await CommitAsync(store.Services, Terms, ReportBuilder.Make(minute: Now - 1)))[0].Fate);
    }

    /// <summary>The rows of a commit that failed are not there, and who was in it counts.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_group_that_failed_counts_when_it_comes_again(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var node = store.OpenNode();
        await CommitAsync(node, Terms, ReportBuilder.Make("bert"));
        await LoadAsync(node);
        var twice = ReportBuilder.Make("carl");

        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(node, Terms, ReportBuilder.Make(), twice, twice with { Person = ReportBuilder.Make("dora").Person }));

        Assert.Equal(
            [ReportFate.Counted, ReportFate.Counted, ReportFate.AlreadyReported],
            (await CommitAsync(node, Terms, ReportBuilder.Make(), ReportBuilder.Make("carl"), ReportBuilder.Make("bert"))).Select(verdict => verdict.Fate));
    }

    /// <summary>What fails is not the first of its writes: those before it must go with it, though a node that has nothing to ask begins no transaction by name.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_group_that_fails_in_the_midst_leaves_nothing(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var node = store.OpenNode();
        await CommitAsync(node, Terms, ReportBuilder.Make("bert"));
        await LoadAsync(node);
        await StorePastNodesAsync(store, ReportBuilder.Make());

        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(node, Terms, ReportBuilder.Make("carl"), ReportBuilder.Make()));

        Assert.Equal((1, 2, 1), await store.QueryAsync(async context => (await context.Reports.CountAsync(), await context.Reporters.CountAsync(), await context.MinuteCounts.SumAsync(row => row.Count))));
    }

    /// <summary>A node whose first commit failed is not known to the others: what it reads then says nothing of what they store before it commits.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Nothing_is_known_from_before_the_first_commit(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var node = store.OpenNode();
        var twice = ReportBuilder.Make("carl");
        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(node, Terms, twice, twice with { Person = ReportBuilder.Make("dora").Person }));
        await LoadAsync(node);
        await CommitAsync(store.Services, Terms, ReportBuilder.Make());
        await CommitAsync(node, Terms, ReportBuilder.Make("bert"));

        Assert.Equal(ReportFate.AlreadyReported, (await CommitAsync(node, Terms, ReportBuilder.Make(minute: Now + 1)))[0].Fate);
    }

    /// <summary>A commit that a network holds back, and delivers after its people have come again, must find itself in nobody's turn.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task After_a_commit_that_failed_on_a_server_a_node_has_another_name(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var node = store.OpenNode();
        await CommitAsync(node, Terms, ReportBuilder.Make("bert"));
        var name = node.GetRequiredService<RecentPersons>().Node;
        var twice = ReportBuilder.Make("carl");

        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(node, Terms, twice, twice with { Person = ReportBuilder.Make("dora").Person }));

        Assert.Equal(kind == StoreKind.Sqlite, node.GetRequiredService<RecentPersons>().Node == name);
    }

    /// <summary>What it would read for nothing it reads later; a commit that failed is nobody else's.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Where_another_node_came_all_the_same_it_takes_twice_as_long_to_remember(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await using var node = store.OpenNode();
        var recent = node.GetRequiredService<RecentPersons>();
        async Task<int> LooksAsync()
        {
            for (var looks = 0; ; looks++)
            {
                recent.Begin();
                if (recent.IsTrusted)
                {
                    return looks;
                }

                await recent.LoadAsync(Services, TestContext.Current.CancellationToken);
            }
        }

        await CommitAsync(node, Terms, ReportBuilder.Make());
        Assert.Equal(2, await LooksAsync());
        recent.Forget();
        Assert.Equal(2, await LooksAsync());
        await CommitAsync(store.Services, Terms, ReportBuilder.Make("bert"));
        await CommitAsync(node, Terms, ReportBuilder.Make("carl"));
        Assert.Equal(3, await LooksAsync());
    }

    private static Task StorePastNodesAsync(TestStore store, Report report) => store.QueryAsync(context =>
    {
        context.Reporters.Add(new ReporterRow { ServiceId = 1, KeyDay = Terms.KeyDay, Slice = CommitTerms.SliceOf(Now), Kind = 0, Reporter = report.Person, Minute = report.Minute });
        return context.SaveChangesAsync();
    });

    private static Task<IReadOnlyList<ReportVerdict>> CommitAsync(IServiceProvider node, CommitTerms terms, params Report[] group) =>
        node.GetRequiredService<IGroupCommit>().CommitAsync(group, terms, CancellationToken.None);

    /// <summary>Twice, as a node that was alone in between.</summary>
    private static async Task LoadAsync(IServiceProvider node)
    {
        await node.GetRequiredService<RecentPersons>().LoadAsync(Services, CancellationToken.None);
        await node.GetRequiredService<RecentPersons>().LoadAsync(Services, CancellationToken.None);
    }

    private static Task<List<string>> CellsAsync(TestStore store) => store.QueryAsync(async context =>
        (await context.MinuteCounts.OrderBy(row => row.ServiceId).ThenBy(row => row.Minute).ThenBy(row => row.Kind).ToListAsync())
            .ConvertAll(row => $"{row.ServiceId} {row.Minute} {row.Kind} {row.Count} {row.Fresh}"));
}
