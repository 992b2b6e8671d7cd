using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests;

/// <summary>An operator updates a site that is in use: what it knows must still count.</summary>
public sealed class MigrationTests
{
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_person_counted_before_an_update_does_not_count_again_after_it(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var terms = new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);
        await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make(), ReportBuilder.Make("bert", minute: ReportBuilder.Minute - 300)], terms, CancellationToken.None);

        await UpdateAsync(store);

        var verdicts = await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make(), ReportBuilder.Make("bert", minute: ReportBuilder.Minute - 290), ReportBuilder.Make("carl")], terms, CancellationToken.None);
        Assert.Equal([ReportFate.AlreadyReported, ReportFate.AlreadyReported, ReportFate.Counted], verdicts.Select(verdict => verdict.Fate));

        // Three persons, and two networks from before, apart from their persons.
        Assert.Equal(5, await store.QueryAsync(context => context.Reporters.CountAsync()));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_network_that_was_fresh_before_an_update_is_not_fresh_after_it(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var terms = new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);
        await store.Get<IGroupCommit>().CommitAsync(
            [ReportBuilder.Make(network: "of a person with an id"), ReportBuilder.Make("bert", network: "of bert", isOnNetwork: true)], terms, CancellationToken.None);

        await UpdateAsync(store);

        await store.Get<IGroupCommit>().CommitAsync(
            [ReportBuilder.Make("carl", network: "of a person with an id"), ReportBuilder.Make("dora", network: "of bert", isOnNetwork: true), ReportBuilder.Make("emil")], terms, CancellationToken.None);
        Assert.Equal((5, 3), await store.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Count), await context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    /// <summary>Back to the tables of an earlier version, and on again.</summary>
    private static async Task UpdateAsync(TestStore store)
    {
        await MigrateAsync(store, "LinksAndDoubt");
        await MigrateAsync(store, null);
    }

    private static async Task MigrateAsync(TestStore store, string? target)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        await context.GetService<IMigrator>().MigrateAsync(target);
    }
}
