using Microsoft.EntityFrameworkCore;
using Reports.Data.Counting;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Counting;

public sealed class CountQueriesTests
{
    private const int Hour = 480_000;
    private const int First = Hour * 60;

    [Fact]
    public async Task A_tick_leaves_what_a_group_is_just_writing_to_the_next_one()
    {
        await using var store = await OnEachStore.CreateAsync(StoreKind.Postgres);
        await using var context = await store.Contexts.CreateDbContextAsync();
        context.Recounts.AddRange(new RecountRow { ServiceId = 1, Minute = First }, new RecountRow { ServiceId = 1, Minute = First + 1 }, new RecountRow { ServiceId = 2, Minute = First });
        await context.SaveChangesAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.Database.ExecuteSqlAsync($"update recounts set minute = minute where service_id = 1 and minute = {First}");

        Assert.Equal(new Dictionary<int, int> { [1] = First + 1, [2] = First }, await store.QueryAsync(other => other.TakeRecountsAsync(default)));
        await transaction.CommitAsync();

        Assert.Equal(new Dictionary<int, int> { [1] = First }, await store.QueryAsync(other => other.TakeRecountsAsync(default)));
        Assert.Empty(await store.QueryAsync(other => other.TakeRecountsAsync(default)));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task History_is_read_back_by_minute_and_region(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await WriteAsync(store);

        var minutes = await store.QueryAsync(context => context.ReadMinutesAsync(First, First + 60, default));
        var down = await store.QueryAsync(async context => await context.StreamDown(First, First + 120, [1, 2]).ToListAsync());
        var italy = await SeriesAsync(store, "IT");
        var lombardy = await SeriesAsync(store, "IT-25");
        var europe = await SeriesAsync(store, "europe");
        var world = await SeriesAsync(store, "world");

        Assert.Equal(4, minutes.Count);
        Assert.Equal([0, 4, 5, 61], down.Select(count => count.Minute - First));
        Assert.Equal(new Dictionary<int, int> { [First] = 5, [First + 60] = 7 }, italy);
        Assert.Equal(new Dictionary<int, int> { [First] = 3 }, lombardy);
        Assert.Equal(italy, europe);
        Assert.Equal(new Dictionary<int, int> { [First] = 6, [First + 60] = 7 }, world);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Heartbeats_said_twice_are_kept_once(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await WriteAsync(store);
        await store.QueryAsync(async context =>
        {
            await context.AddHeartbeatsAsync(First + 100, First + 130, default);
            return 0;
        });

        Assert.Equal(130, (await store.QueryAsync(context => context.ReadHeartbeatsAsync(First, First + 1000, default))).Count);
        Assert.Equal(
            new Dictionary<int, int> { [Hour] = 60, [Hour + 1] = 60, [Hour + 2] = 10 },
            await store.QueryAsync(context => context.ReadObservedHoursAsync(Hour, Hour + 9, default)));
    }

    private static Task WriteAsync(TestStore store) => store.Get<IHistoryWriter>().WriteAsync(
        [
            new MinuteCount(1, First, PlaceId.Parse("IT"), ReportKind.Down, 1, 2, 2),
            new MinuteCount(1, First + 4, PlaceId.Unknown, ReportKind.Down, 0, 1, 1),
            new MinuteCount(1, First + 5, PlaceId.Parse("IT-25"), ReportKind.Down, 2, 3, 2),
            new MinuteCount(1, First + 6, PlaceId.Parse("IT"), ReportKind.Works, 0, 4, 0),
            new MinuteCount(1, First + 61, PlaceId.Parse("IT"), ReportKind.Down, 0, 7, 7),
        ],
        First, First + 120, written: null, CancellationToken.None);

    private static Task<Dictionary<int, int>> SeriesAsync(TestStore store, string region) => store.QueryAsync(context =>
        context.ReadSeriesAsync(1, RegionPlaces.Of(region), ReportKind.Down, First, First + 120, 60, CancellationToken.None));
}
