using Microsoft.EntityFrameworkCore;
using Npgsql;
using Reports.Data.Intake;
using Reports.Data.Retention;
using Reports.Data.Tables;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Retention;

public sealed class RetentionTests
{
    private const int Now = ReportBuilder.Minute;
    private const int Day = MinuteBucket.PerDay;

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task What_may_not_be_kept_is_gone_and_counts_stay(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(store, daysAgo: 32);
        await CommitAsync(store, daysAgo: 2);
        await CommitAsync(store, daysAgo: 0);
        await store.QueryAsync(async context =>
        {
            context.AddRange(
                new SigningKeyRow { Day = ReportBuilder.KeyDay - 2, Protected = [1] },
                new SigningKeyRow { Day = ReportBuilder.KeyDay - 1, Protected = [1] });
            return await context.SaveChangesAsync();
        });

        for (var round = 0; round < 2; round++)
        {
            await store.Get<IRetention>().ForgetAsync(new RetentionLimits(Now - (30 * Day), Now - Day, ReportBuilder.KeyDay - 1), CancellationToken.None);
        }

        Assert.Equal([Now - (2 * Day), Now], await store.QueryAsync(context => context.Reports.Select(row => row.Minute).Order().ToListAsync()));
        Assert.Equal([Now - (2 * Day), Now], await store.QueryAsync(context => context.Comments.Select(row => row.Minute).Order().ToListAsync()));
        Assert.Equal([Now - (2 * Day), Now], await store.QueryAsync(context => context.CityCounts.Select(row => row.Minute).Order().ToListAsync()));
        Assert.Equal([Now], await store.QueryAsync(context => context.Receipts.Select(row => row.StoredMinute).ToListAsync()));
        Assert.Equal([Now], await store.QueryAsync(context => context.LinkCounts.Select(row => row.Minute).ToListAsync()));
        Assert.Equal([ReportBuilder.KeyDay], await store.QueryAsync(context => context.Reporters.Select(row => row.KeyDay).ToListAsync()));
        Assert.Equal([ReportBuilder.KeyDay - 1], await store.QueryAsync(context => context.SigningKeys.Select(row => row.Day).ToListAsync()));
        Assert.Equal(3, await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Count)));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task After_forgetting_the_same_days_can_be_written_again(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var retention = store.Get<IRetention>();
        await retention.PrepareAsync(Now, CancellationToken.None);
        await CommitAsync(store, daysAgo: 0);
        await retention.ForgetAsync(new RetentionLimits(Now + (2 * Day), Now + (2 * Day), ReportBuilder.KeyDay + 2), CancellationToken.None);
        Assert.Equal(0, await store.QueryAsync(context => context.Reports.CountAsync()));

        await CommitAsync(store, daysAgo: 0);

        Assert.Equal(1, await store.QueryAsync(context => context.Reports.CountAsync()));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task All_services_and_hours_are_forgotten_whatever_lies_between_them(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        foreach (var (service, daysAgo, hoursAgo) in new[] { (1, 40, 0), (7, 40, 23), (7, 35, 0), (7, 31, 3), (90, 2, 5), (90, 31, 0) })
        {
            await CommitAsync(store, daysAgo, hoursAgo, service);
        }

        await store.Get<IRetention>().ForgetAsync(new RetentionLimits(Now - (30 * Day), Now - Day, ReportBuilder.KeyDay - 1), CancellationToken.None);

        Assert.Equal([90], await store.QueryAsync(context => context.Reports.Select(row => row.ServiceId).ToListAsync()));
        Assert.Equal([90], await store.QueryAsync(context => context.CityCounts.Select(row => row.ServiceId).ToListAsync()));
        Assert.Equal(0, await store.QueryAsync(context => context.Reporters.CountAsync()));
    }

    [Fact]
    public async Task While_somebody_reads_all_tables_as_a_backup_does_nobody_waits_and_what_is_left_is_forgotten_after()
    {
        await using var store = await OnEachStore.CreateAsync(StoreKind.Postgres);
        var retention = store.Get<IRetention>();
        await CommitAsync(store, daysAgo: 40);
        await CommitAsync(store, daysAgo: 41);
        await using var source = NpgsqlDataSource.Create(store.ConnectionString);
        await using var backup = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(backup, "begin; lock table reports, city_counts, reporters, minute_counts in access share mode; select count(*) from reports");

        // What is waited for: a lock on a whole table would keep all reports waiting behind it.
        await using var watcher = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var forgetting = retention.ForgetAsync(new RetentionLimits(Now - (30 * Day), Now - Day, ReportBuilder.KeyDay - 1), CancellationToken.None);
        var preparing = retention.PrepareAsync(Now, CancellationToken.None);
        while (!forgetting.IsCompleted || !preparing.IsCompleted)
        {
            Assert.Equal("", await ScalarAsync(watcher, "select coalesce(string_agg(relation::regclass::text, ' '), '') from pg_locks join pg_class on pg_class.oid = relation where not granted and relkind = 'p' and locktype = 'relation' and mode <> 'ShareUpdateExclusiveLock'"));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await preparing;
        await Assert.ThrowsAsync<AggregateException>(() => forgetting);
        await CommitAsync(store, daysAgo: 0);
        await ExecuteAsync(backup, "commit");
        await retention.ForgetAsync(new RetentionLimits(Now - (30 * Day), Now - Day, ReportBuilder.KeyDay - 1), CancellationToken.None);

        Assert.Equal([Now], await store.QueryAsync(context => context.Reports.Select(row => row.Minute).ToListAsync()));
        Assert.Equal("0", await ScalarAsync(watcher, $"select count(*)::text from pg_class where relname ~ 'd({MinuteBucket.Start(Now - (40 * Day)):yyyyMMdd}|{MinuteBucket.Start(Now - (41 * Day)):yyyyMMdd})'"));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task CommitAsync(TestStore store, int daysAgo, int hoursAgo = 0, int service = 1)
    {
        var minute = Now - (daysAgo * Day) - (hoursAgo * 60);
        var terms = new CommitTerms(ReportBuilder.KeyDay - daysAgo, 30, minute);
        var report = ReportBuilder.Make(minute: minute, service: service, comment: "down", key: $"key {daysAgo} {service}", keyDay: ReportBuilder.KeyDay - daysAgo, city: 7) with { Link = 7 };
        await store.Get<IGroupCommit>().CommitAsync([report], terms, CancellationToken.None);
    }
}
