using Reports.Data.Counting;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.OpenData;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.OpenData;

public sealed class OpenDataReaderTests
{
    private const int Day = 20_100;
    private const int First = Day * MinuteBucket.PerDay;
    private static readonly string[] Places = ["US", "US-NY", "US-CA", "CA-ON", "IT", "GB", "GB-ENG", "TR", "JP", "ZA", ""];

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Cells_add_up_to_the_exact_totals_and_none_is_of_too_few_people(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var store = await TestStore.CreateAsync(kind);
        var catalog = ServiceCatalog.LoadShipped();
        var zoom = catalog.Find("zoom")!;
        var counts = RandomCounts(zoom, catalog).ToList();
        MinuteCount[] strangers = [counts[0] with { ServiceId = zoom.Id + 1 }, counts[0] with { Minute = First + MinuteBucket.PerDay }, counts[0] with { Minute = First - 1 }];
        await store.Get<IHistoryWriter>().WriteAsync([.. counts, .. strangers], First - 1, First + MinuteBucket.PerDay + 1, null, default);
        var reader = new OpenDataReader(store.Contexts, catalog);

        var rows = await reader.ReadAsync(zoom, Day, default).ToListAsync();

        var cells = rows.Where(row => row.Minute is not null).ToList();
        foreach (var each in new[] { ReportKind.Down, ReportKind.Works })
        {
            int Exact(string region) => counts.Where(count => count.Kind == each && IsIn(count.Place, region)).Sum(count => count.Count);
            int Total(string region) => rows.Where(row => row.Minute is null && row.Kind == each && row.Region == region).Sum(row => row.Reports);
            Assert.Equal(Exact("world"), cells.Where(row => row.Kind == each).Sum(row => row.Reports));
            Assert.All([MacroRegions.World, .. MacroRegions.All, "US", "CA", "IT", "GB", "TR", "JP", "ZA"], region => Assert.Equal(Exact(region), Total(region)));
            Assert.All(MacroRegions.All, macro => Assert.Equal(Exact(macro), cells
                .Where(row => row.Kind == each && (row.Region == macro || (PlaceId.TryParse(row.Region, out var place) && IsIn(place, macro)))).Sum(row => row.Reports)));
        }

        Assert.All(cells.Where(row => PlaceId.TryParse(row.Region, out _)), row => Assert.True(row.Reports >= 3));
        Assert.Contains(cells, row => row.Region == "US-NY");
        Assert.Equal(cells.Select(row => row.Minute).Order(), cells.Select(row => row.Minute));
        Assert.Equal(cells.Count, cells.DistinctBy(row => (row.Minute, row.Kind, row.Region, row.Problem)).Count());
        Assert.DoesNotContain(rows, row => row.Minute is null && row.Region.Contains('-', StringComparison.Ordinal) && PlaceId.TryParse(row.Region, out _));
    }

    [Fact]
    public async Task A_day_on_which_nobody_watched_is_told_from_one_without_reports()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await store.QueryAsync(async context =>
        {
            await context.AddHeartbeatsAsync(First + 10, First + 11, default);
            return 0;
        });
        var catalog = ServiceCatalog.LoadShipped();
        var reader = new OpenDataReader(store.Contexts, catalog);

        Assert.True(await reader.IsWatchedAsync(catalog.Find("zoom")!, Day, default));
        Assert.False(await reader.IsWatchedAsync(catalog.Find("zoom")!, Day + 1, default));
        Assert.All(await reader.ReadAsync(catalog.Find("zoom")!, Day, default).ToListAsync(), row => Assert.Equal((null, 0), (row.Minute, row.Reports)));
    }

    private static IEnumerable<MinuteCount> RandomCounts(MonitoredService service, ServiceCatalog catalog)
    {
        var random = new Random(11);
        short[] problems = [0, .. service.Problems.Take(3).Select(slug => catalog.FindProblem(service, slug)!.Id)];
        for (var minute = First; minute < First + MinuteBucket.PerDay; minute += random.Next(1, 40))
        {
            foreach (var code in Places.Where(_ => random.Next(2) == 0))
            {
                var place = PlaceId.TryParse(code, out var parsed) ? parsed : PlaceId.Unknown;
                foreach (var problem in problems.Where(_ => random.Next(3) == 0))
                {
                    yield return new MinuteCount(service.Id, minute, place, random.Next(4) == 0 ? ReportKind.Works : ReportKind.Down, problem, random.Next(1, 6), 0);
                }
            }
        }
    }

    private static bool IsIn(PlaceId place, string region) => region == MacroRegions.World
        || RegionCatalog.Instance.MacroRegionOf(place) == region || RegionCatalog.Instance.CountryOf(place)?.Code == region;
}
