using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Intake;

/// <summary>Persons and networks are stored by two hours; nobody may notice.</summary>
public sealed class SliceTests
{
    private const int Now = ReportBuilder.Minute;

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_window_is_as_long_over_the_bounds_of_what_is_stored_together(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var bound = Bound();
        async Task<ReportFate> OfAsync(string person, int minute, int window) =>
            await FateAsync(store, new CommitTerms(ReportBuilder.KeyDay, window, Now), person, minute);

        // In both directions, and over several bounds at once.
        Assert.Equal([ReportFate.Counted, ReportFate.AlreadyReported, ReportFate.Counted], [await OfAsync("anna", bound - 1, 30), await OfAsync("anna", bound + 28, 30), await OfAsync("anna", bound + 29, 30)]);
        Assert.Equal([ReportFate.Counted, ReportFate.AlreadyReported, ReportFate.Counted], [await OfAsync("bert", bound + 5, 30), await OfAsync("bert", bound - 24, 30), await OfAsync("bert", bound - 25, 30)]);
        Assert.Equal([ReportFate.Counted, ReportFate.AlreadyReported, ReportFate.Counted], [await OfAsync("carl", Now - 1000, 1000), await OfAsync("carl", Now - 1, 1000), await OfAsync("carl", Now, 1000)]);
        Assert.Equal(4, await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Fresh)));
    }

    /// <summary>A node's clock is set right by some minutes, over the bound of two slices.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_clock_set_back_counts_nobody_twice(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var bound = Bound();
        var terms = new CommitTerms(ReportBuilder.KeyDay, 30, bound + 1);

        Assert.Equal(ReportFate.Counted, await FateAsync(store, terms, "anna", bound + 1));
        Assert.Equal(ReportFate.AlreadyReported, await FateAsync(store, terms with { CurrentMinute = bound - 2 }, "anna", bound - 2));
    }

    private static int Bound() => Enumerable.Range(Now - 300, 300).Last(minute => CommitTerms.SliceOf(minute) != CommitTerms.SliceOf(minute - 1));

    private static async Task<ReportFate> FateAsync(TestStore store, CommitTerms terms, string person, int minute) =>
        (await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make(person, minute: minute)], terms, CancellationToken.None))[0].Fate;
}
