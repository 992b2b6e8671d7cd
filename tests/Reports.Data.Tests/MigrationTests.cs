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
    public async Task Names_that_were_counted_before_an_update_are_known_after_it(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var terms = new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);
        await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make(), ReportBuilder.Make("bert", minute: ReportBuilder.Minute - 300)], terms, CancellationToken.None);

        await MigrateAsync(store, "LinksAndDoubt");
        await MigrateAsync(store, null);

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

        await MigrateAsync(store, "LinksAndDoubt");
        await MigrateAsync(store, null);

        await store.Get<IGroupCommit>().CommitAsync(
            [ReportBuilder.Make("carl", network: "of a person with an id"), ReportBuilder.Make("dora", network: "of bert", isOnNetwork: true), ReportBuilder.Make("emil")], terms, CancellationToken.None);
        Assert.Equal((5, 3), await store.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Count), await context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    /// <summary>Networks were whole hashes, in a table of their own.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_network_keeps_the_first_half_of_its_name(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var terms = new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);
        await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make()], terms, CancellationToken.None);
        await MigrateAsync(store, "PersonsBySlice");
        var report = ReportBuilder.Make("bert", network: "of old");
        var whole = PersonNames.PersonOn(report.Network, [1, 2, 3, 4, 5, 6, 7, 8]);
        await ExecuteAsync(store, $"insert into networks (service_id, key_day, slice, network, minute) values (1, {ReportBuilder.KeyDay}, {CommitTerms.SliceOf(ReportBuilder.Minute)}, {whole}, {ReportBuilder.Minute - 5})");

        await MigrateAsync(store, null);

        Assert.Equal(report.Network, await store.QueryAsync(context => context.Reporters.Where(row => row.Minute == ReportBuilder.Minute - 5 && row.IsFresh).Select(row => row.Reporter).SingleAsync()));
        await store.Get<IGroupCommit>().CommitAsync([report], terms, CancellationToken.None);
        Assert.Equal((2, 1), await store.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Count), await context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    /// <summary>Retention was interrupted between the tables, or between the steps of one.</summary>
    [Fact]
    public async Task Parts_of_networks_that_nothing_belongs_to_are_dropped()
    {
        await using var store = await OnEachStore.CreateAsync(StoreKind.Postgres);
        await MigrateAsync(store, "PersonsBySlice");
        await ExecuteAsync(store, $"create table networks_k00001 partition of networks for values in (1)");
        await ExecuteAsync(store, $"create table networks_k00002 (like networks)");
        await ExecuteAsync(store, $"insert into networks (service_id, key_day, slice, network, minute) values (1, 1, 1, '\\x01020304050607080910111213141516', 1)");

        await MigrateAsync(store, null);

        Assert.Equal(0, await store.QueryAsync(context => context.Reporters.CountAsync()));
        Assert.Equal(0, await store.QueryAsync(context => context.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_class where relname like 'networks%'").SingleAsync()));
    }

    private static Task ExecuteAsync(TestStore store, FormattableString sql) => store.QueryAsync(context => context.Database.ExecuteSqlAsync(sql));

    private static async Task MigrateAsync(TestStore store, string? target)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        await context.GetService<IMigrator>().MigrateAsync(target);
    }
}
