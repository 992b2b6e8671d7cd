using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Intake;

[Collection(nameof(GroupCommitTests))]
public sealed class GivenIdTests
{
    private static readonly CommitTerms Terms = new(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Who_is_given_an_id_counts_once_with_it_and_without(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        var first = await CommitAsync(store, ReportBuilder.Make("network and browser", personNext: "id"), ReportBuilder.Make("id"));
        var then = await CommitAsync(store, ReportBuilder.Make("id"), ReportBuilder.Make("network and browser"), ReportBuilder.Make("another id"));

        Assert.Equal([ReportFate.Counted, ReportFate.AlreadyReported], first.Select(verdict => verdict.Fate));
        Assert.Equal([ReportFate.AlreadyReported, ReportFate.AlreadyReported, ReportFate.Counted], then.Select(verdict => verdict.Fate));
        Assert.Equal(2, await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Count)));
    }

    private static Task<IReadOnlyList<ReportVerdict>> CommitAsync(TestStore store, params Report[] group) => store.Get<IGroupCommit>().CommitAsync(group, Terms, CancellationToken.None);
}
