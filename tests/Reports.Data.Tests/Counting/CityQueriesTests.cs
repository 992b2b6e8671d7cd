using Reports.Data.Intake;
using Reports.Data.Queries;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Counting;

public sealed class CityQueriesTests
{
    private const int Now = ReportBuilder.Minute;
    private const int Rome = 3169070, Milan = 3173435, Turin = 3165524;

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Counted_reports_that_something_is_down_count_for_their_city(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(
            store,
            Say("a", Milan), Say("b", Milan), Say("a", Milan), Say("c", Rome), Say("d", null),
            ReportBuilder.Make("e", kind: ReportKind.Works, city: Milan), ReportBuilder.Make("f", service: 2, city: Milan), Say("g", Milan, Now - 40 * 24 * 60, countOnly: true));
        await CommitAsync(store, Say("h", Milan), Say("h", Milan, Now - 31));

        Assert.Equal(
            [new CityMinute(Milan, Now - 31, 1), new CityMinute(Milan, Now, 3), new CityMinute(Rome, Now, 1)],
            (await ReadAsync(store, 9)).OrderBy(row => row.Minute).ThenByDescending(row => row.Reports));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Only_the_largest_cities_are_read_and_in_order_of_time(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(
            store, Say("a", Rome, Now - 2), Say("b", Rome, Now - 1), Say("c", Rome), Say("d", Milan, Now - 2), Say("e", Milan, Now - 1), Say("f", Turin, Now - 1));

        var minutes = await ReadAsync(store, 2);
        Assert.Equal([Rome, Milan], minutes.CountBy(row => row.City).OrderByDescending(city => city.Value).Select(city => city.Key));
        Assert.Equal(minutes.Select(row => row.Minute).Order(), minutes.Select(row => row.Minute));
        Assert.Empty(await store.QueryAsync(context => context.ReadCityMinutesAsync(1, Now + 1, Now + 9, 9, default)));
    }

    private static Report Say(string person, int? city, int minute = Now, bool countOnly = false) => ReportBuilder.Make(person, minute, city: city, countOnly: countOnly);

    private static Task<List<CityMinute>> ReadAsync(TestStore store, int most) =>
        store.QueryAsync(context => context.ReadCityMinutesAsync(1, Now - 60 * 24 * 60, Now + 1, most, default));

    private static Task CommitAsync(TestStore store, params Report[] reports) =>
        store.Get<IGroupCommit>().CommitAsync(reports, new CommitTerms(ReportBuilder.KeyDay, 30, Now), CancellationToken.None);
}
