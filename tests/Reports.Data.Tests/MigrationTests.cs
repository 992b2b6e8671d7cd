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

        await MigrateAsync(store, "LinksAndDoubt");
        await MigrateAsync(store, null);

        var verdicts = await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make(), ReportBuilder.Make("bert", minute: ReportBuilder.Minute - 290), ReportBuilder.Make("carl")], terms, CancellationToken.None);
        Assert.Equal([ReportFate.AlreadyReported, ReportFate.AlreadyReported, ReportFate.Counted], verdicts.Select(verdict => verdict.Fate));
        Assert.Equal(3, await store.QueryAsync(context => context.Reporters.CountAsync()));
    }

    private static async Task MigrateAsync(TestStore store, string? target)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        await context.GetService<IMigrator>().MigrateAsync(target);
    }
}
