using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Reports.Data.Intake;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
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

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Reports_are_kept_when_their_key_becomes_the_instant(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var terms = new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);
        await MigrateAsync(store, "PersonsWithNetworks");
        Report[] before = [ReportBuilder.Make("anna", comment: "before"), ReportBuilder.Make("bert", service: 2, minute: ReportBuilder.Minute - 1)];
        await store.Get<IGroupCommit>().CommitAsync(before, terms, CancellationToken.None);

        await MigrateAsync(store, null);

        var after = ReportBuilder.Make("carl");
        await store.Get<IGroupCommit>().CommitAsync([after], terms, CancellationToken.None);
        var rows = await store.QueryAsync(context => context.Reports.OrderBy(row => row.Minute).ThenBy(row => row.Id).ToListAsync());
        Assert.Equal([.. before.Append(after).Select(report => (report.Minute, report.Id, report.ServiceId, report.Place.Value)).Order()], rows.Select(row => (row.Minute, row.Id, row.ServiceId, row.PlaceId)).Order());
        Assert.All(rows, row => Assert.True(row.Counted));
        Assert.Equal(["before"], (await store.QueryAsync(context => context.ListCommentsAsync(CommentState.Pending, 1, null, 10, default))).Select(entry => entry.Text));
        await MigrateAsync(store, "PersonsWithNetworks");
        Assert.Equal(3, await store.QueryAsync(context => context.Reports.CountAsync()));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_receipt_is_kept_when_its_key_alone_becomes_its_name(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var terms = new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);
        await MigrateAsync(store, "ReportsByInstant");
        var first = ReportBuilder.Make("anna", key: "k1");
        await store.Get<IGroupCommit>().CommitAsync([first, ReportBuilder.Make("bert", key: "k2")], terms, CancellationToken.None);
        await ExecuteAsync(store, $"insert into receipts (service_id, key_hash, body_hash, report_id, stored_minute, place_id, counted) select 2, key_hash, body_hash, report_id, stored_minute + 1, place_id, counted from receipts where report_id = {first.Id}");

        await MigrateAsync(store, null);

        var again = await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make("anna", key: "k1"), ReportBuilder.Make("carl", key: "k3")], terms, CancellationToken.None);
        Assert.Equal([(first.Id, true), (again[1].Id, false)], again.Select(verdict => (verdict.Id, verdict.Replayed)));
        Assert.Equal([1, 1, 1], await store.QueryAsync(context => context.Receipts.Select(row => row.ServiceId).ToListAsync()));
    }

    /// <summary>They had a table of their own.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Regions_of_outages_are_kept_when_they_move_into_their_rows_and_back(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);
        OutageRow[] outages = [Stored(1, at), Stored(2, at), Stored(3, at)];
        await store.QueryAsync(async context =>
        {
            context.Outages.AddRange(outages);
            return await context.SaveChangesAsync();
        });
        if (kind == StoreKind.Postgres)
        {
            await ExecuteAsync(store, $"do $$ begin execute format('alter database %I set timezone = ''Asia/Tokyo''', current_database()); end $$");
            NpgsqlConnection.ClearAllPools();
        }

        await MigrateAsync(store, "ReceiptsByKey");
        object Native(DateTimeOffset instant) => kind == StoreKind.Postgres ? instant : instant.UtcTicks;
        await ExecuteAsync(store, $"""
            insert into outage_regions (outage_id, region, joined_at, left_at, recovering, reports, expected, evidence_nats, confidence, observed_per_minute, expected_per_minute) values
                ({outages[0].Id}, 'FR', {Native(at)}, {Native(at.AddMinutes(5))}, {false}, 7, 0.1, 20.125, 0.9, 0.75, {1.0 / 3}),
                ({outages[0].Id}, 'FR', {Native(at.AddMinutes(9))}, null, {true}, 0, 0, null, null, null, null),
                ({outages[1].Id}, 'world', {Native(at)}, null, {false}, 0, 0, null, null, null, null)
            """);
        await MigrateAsync(store, null);

        OutageRegion[] expected =
        [
            new() { Region = "FR", JoinedAt = at, LeftAt = at.AddMinutes(5), Reports = 7, Expected = 0.1, Evidence = new RegionEvidence(20.125, 0.9, 0.75, 1.0 / 3) },
            new() { Region = "FR", JoinedAt = at.AddMinutes(9), Recovering = true },
            new() { Region = "world", JoinedAt = at },
        ];
        var after = await store.QueryAsync(context => context.Outages.AsNoTracking().OrderBy(row => row.ServiceId).ToListAsync());
        Assert.Equal([2, 1, 0], after.Select(row => row.Regions.Count));
        Assert.Equal(expected, after.SelectMany(row => row.Regions));
        Assert.All(after.SelectMany(row => row.Regions), part => Assert.Equal(TimeSpan.Zero, part.JoinedAt.Offset));
        Assert.Equal([1, 2], await store.QueryAsync(context => context.Outages.Where(row => row.EverIn.Length > 0).Select(row => row.ServiceId).Order().ToListAsync()));
        Assert.Equal([1], (await store.QueryAsync(context => context.ListOutagesAsync(new OutageFilter(null, null, ["FR", "IT"], null, null, null), 10, default))).Select(row => row.ServiceId));

        await MigrateAsync(store, "ReceiptsByKey");
        FormattableString[] questions =
        [
            $"select cast(count(*) as int) as \"Value\" from outage_regions",
            $"select cast(count(*) as int) as \"Value\" from outage_regions where outage_id = {outages[0].Id} and joined_at = {Native(at)} and left_at = {Native(at.AddMinutes(5))} and not recovering and reports = 7 and expected = 0.1 and expected_per_minute = {1.0 / 3}",
            $"select cast(count(*) as int) as \"Value\" from outage_regions where joined_at = {Native(at.AddMinutes(9))} and left_at is null and recovering and evidence_nats is null",
        ];
        var counts = await Task.WhenAll(questions.Select(sql => store.QueryAsync(context => context.Database.SqlQuery<int>(sql).SingleAsync())));
        Assert.Equal([3, 1, 1], counts);
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

    private static OutageRow Stored(int service, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), ServiceId = service, State = OutageState.Outage, StartedAt = at, DetectedAt = at, Extent = "00000", WidestExtent = "00000", Problems = "[]" };

    private static Task ExecuteAsync(TestStore store, FormattableString sql) => store.QueryAsync(context => context.Database.ExecuteSqlAsync(sql));

    private static async Task MigrateAsync(TestStore store, string? target)
    {
        await using var context = await store.Contexts.CreateDbContextAsync();
        await context.GetService<IMigrator>().MigrateAsync(target);
    }
}
