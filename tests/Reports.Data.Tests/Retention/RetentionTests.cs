using Microsoft.EntityFrameworkCore;
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
        Assert.Equal([ReportBuilder.KeyDay], await store.QueryAsync(context => context.Reporters.Select(row => row.KeyDay).ToListAsync()));
        Assert.Equal([ReportBuilder.KeyDay], await store.QueryAsync(context => context.Networks.Select(row => row.KeyDay).ToListAsync()));
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

    private static async Task CommitAsync(TestStore store, int daysAgo)
    {
        var terms = new CommitTerms(ReportBuilder.KeyDay - daysAgo, 30, Now - (daysAgo * Day));
        var report = ReportBuilder.Make(minute: Now - (daysAgo * Day), comment: "down", key: $"key {daysAgo}", keyDay: ReportBuilder.KeyDay - daysAgo, city: 7);
        await store.Get<IGroupCommit>().CommitAsync([report], terms, CancellationToken.None);
    }
}
