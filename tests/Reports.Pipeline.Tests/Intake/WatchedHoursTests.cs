using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Reports.Data.Queries;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Intake;

public sealed class WatchedHoursTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 19, 13, 40, 0, TimeSpan.Zero);
    private static readonly int Hour = MinuteBucket.Of(Now) / MinuteBucket.PerHour;
    private readonly FakeTimeProvider _clock = new(Now);

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Hours_told_in_no_order_one_by_one_are_those_told_at_once(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        var random = new Random(7);
        var minutes = Enumerable.Range(0, 60).Select(_ => MinuteBucket.Of(Now) - random.Next(6, 400 * MinuteBucket.PerDay)).Append((Hour * MinuteBucket.PerHour) + 12).ToList();
        var reports = minutes.ConvertAll(minute => Report(1 + random.Next(2), minute));

        var atOnce = await MarkAsync(kind, [reports]);
        var oneByOne = await MarkAsync(kind, reports.OrderBy(_ => random.Next()).Select(report => new List<Report> { report }));

        Assert.Equal(atOnce, oneByOne);
        Assert.Contains((reports[^1].ServiceId, Hour, 13), atOnce);
    }

    [Fact]
    public async Task A_week_of_silence_is_watched_and_a_longer_one_is_not()
    {
        var week = Hour - 1000;

        var stored = await MarkAsync(StoreKind.Sqlite, [[At(week)], [At(week + 168)], [At(week + 168 + 169)]]);

        Assert.Equal(169 + 1, stored.Count);
    }

    [Fact]
    public async Task Another_node_is_believed_after_ten_seconds()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        using var here = new WatchedHours(store.Contexts, _clock);
        using var elsewhere = new WatchedHours(store.Contexts, _clock);
        await here.MarkAsync([At(Hour - 1000)], MinuteBucket.Of(Now), default);
        await elsewhere.MarkAsync([At(Hour - 500)], MinuteBucket.Of(Now), default);
        _clock.Advance(TimeSpan.FromSeconds(10));

        await here.MarkAsync([At(Hour - 400)], MinuteBucket.Of(Now), default);

        Assert.Equal(1 + 101, await store.QueryAsync(context => context.ObservedHours.CountAsync()));
    }

    private async Task<List<(int Service, int Hour, int Minutes)>> MarkAsync(StoreKind kind, IEnumerable<List<Report>> batches)
    {
        await using var store = await TestStore.CreateAsync(kind);
        using var watched = new WatchedHours(store.Contexts, _clock);
        foreach (var batch in batches)
        {
            await watched.MarkAsync(batch, MinuteBucket.Of(Now), default);
        }

        var rows = await store.QueryAsync(context => context.ReadPartnerHoursAsync(0, Hour + 1, [1, 2], default));
        return [.. rows.SelectMany(service => service).Select(row => (row.ServiceId, row.Hour, row.Minutes)).Order()];
    }

    private static Report At(int hour) => Report(1, hour * MinuteBucket.PerHour);

    private static Report Report(int service, int minute) => ReportBuilder.Make(service: service, minute: minute);
}
