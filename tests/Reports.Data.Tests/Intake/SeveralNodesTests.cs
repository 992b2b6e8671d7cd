using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Intake;

public sealed class SeveralNodesTests
{
    private const int Now = ReportBuilder.Minute;
    private const int People = 300;
    private static readonly CommitTerms Terms = new(ReportBuilder.KeyDay, 30, Now);

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Nodes_that_commit_at_once_count_a_person_and_a_key_once(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var nodes = await CommitOnFourNodesAsync(store, keyed: true);

        Assert.All(Enumerable.Range(0, People), person => Assert.Single(nodes.Select(verdicts => verdicts[person].Id).Distinct()));
        Assert.Equal(People, await store.QueryAsync(context => context.Reports.CountAsync()));
        Assert.Equal((People, People / 3), (await CountAsync(store), await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Nodes_that_commit_at_once_count_a_person_without_a_key_once(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var nodes = await CommitOnFourNodesAsync(store, keyed: false);

        Assert.All(Enumerable.Range(0, People), person => Assert.Single(nodes, verdicts => verdicts[person].Fate == ReportFate.Counted));
        Assert.Equal((People, People / 3), (await CountAsync(store), await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    private static async Task<List<ReportVerdict>[]> CommitOnFourNodesAsync(TestStore store, bool keyed)
    {
        async Task<List<ReportVerdict>> NodeAsync(int number)
        {
            await using var node = store.OpenNode();
            var verdicts = new List<ReportVerdict>();
            foreach (var people in Enumerable.Range(0, People).Chunk(10))
            {
                Report[] group = [.. people.Select(person => ReportBuilder.Make($"person {person}", Now + number, key: keyed ? $"key {person}" : null, network: $"network {person / 3}"))];
                verdicts.AddRange(await node.GetRequiredService<IGroupCommit>().CommitAsync(group, Terms, CancellationToken.None));
                await node.GetRequiredService<RecentPersons>().LoadAsync([1], CancellationToken.None);
            }

            return verdicts;
        }

        return await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => NodeAsync(number))));
    }

    private static Task<int> CountAsync(TestStore store) => store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Count));
}
