using Microsoft.AspNetCore.Components;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Components.Answers;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Home;

/// <summary>What is down right now, anywhere or in one macro-region, and every service the site watches.</summary>
public sealed partial class HomePage : PageView
{
    // In a category; the others, which nobody reports much, are a list of names.
    private const int MostWithSparkline = 5;

    // Where nearly everything fails, a page of hundreds of charts helps nobody who holds a phone, and takes long to draw; the others are names.
    private const int MostUnusual = 24;
    private const int MostAlsoDown = 3;
    private const int MostLastOutages = 8;

    /// <summary>What the reader searches.</summary>
    [Parameter]
    public string? Query { get; set; }

    /// <summary>A macro-region to look at alone.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <summary>The macro-region of the reader, which comes first; null where nothing tells.</summary>
    [Parameter]
    public string? Own { get; set; }

    private IReadOnlyList<ServiceStatus> Unusual { get; set; } = [];

    private ServiceStatus? Worst => Unusual.Count == 0 ? null : Unusual[0];

    private AnswerSentence Answer { get; set; } = null!;

    private IReadOnlyList<(ServiceStatus Service, AnswerSentence Sentence)> AlsoDown { get; set; } = [];

    private IReadOnlyList<ServiceStatus> Found { get; set; } = [];

    private IReadOnlyList<RegionCell> Cells { get; set; } = [];

    private IReadOnlyList<(string Category, IReadOnlyList<ServiceStatus> Services)> Categories { get; set; } = [];

    private (int Reports, UsualRange Usual) Hour { get; set; }

    private DaySeries? Day { get; set; }

    private RenderFragment SiteData => builder =>
    {
        builder.AddContent(0, JsonLd.Script(SiteStructuredData.Of(Page)));
        if (Day is not null)
        {
            builder.AddMarkupContent(1, """<script src="/chart.js" defer></script>""");
        }
    };

    private string MapTitle => Worst is null ? T["home.whereAll"] : T.Format("home.where", Worst.Service.Name);

    private IReadOnlyList<CountryCount> MapCounts => Worst is null ? CountryCount.OfLastHour(Page.Board) : CountryCount.Of(Worst);

    private IReadOnlyList<OutageView> LastOutages => [.. Page.Board.PastOutages.Take(MostLastOutages)];

    protected override void OnParametersSet()
    {
        var board = Page.Board;
        Unusual = [.. board.Services.Where(service => StatusIn(service, Region) != StatusLevel.Operational)
            .OrderByDescending(service => StatusIn(service, Region)).ThenByDescending(service => Own is null ? default : StatusIn(service, Own))];
        Answer = Worst is null ? AnswerSentence.Calm(T, Page.Now, Region) : AnswerSentence.Of(Worst, T, Page.Now);
        AlsoDown = [.. Unusual.Skip(1).Where(service => service.Status == StatusLevel.Outage).Take(MostAlsoDown)
            .Select(service => (service, AnswerSentence.Of(service, T, Page.Now)))];
        Hour = BoardTotals.LastHour(board.Services.Select(service => (service.FindRegion(Region ?? MacroRegions.World) ?? service.World).Series));
        Day = Worst is null ? BoardTotals.Day(board) : null;
        Cells = [.. MacroRegions.All.Select(Cell).OrderByDescending(cell => IsOwn(cell.Region))];
        Categories = [.. board.Services
            .Where(service => Region is null || service.FindRegion(Region) is { Reports: > 0 } || IsAtHomeIn(service, Region))
            .GroupBy(service => service.Service.Category, StringComparer.Ordinal)
            .OrderBy(group => T["category." + group.Key], StringComparer.Create(T.Culture, ignoreCase: true))
            .Select(group => (group.Key, (IReadOnlyList<ServiceStatus>)[.. group.OrderByDescending(service => StatusIn(service, Region)).ThenBy(IsForeign)]))];
        Found = Query is null ? [] : [.. ServiceSearch.Find(board.Services.Select(service => service.Service), Query)
            .Select(service => board.Find(service.Slug)).OfType<ServiceStatus>()];
    }

    private RegionCell Cell(string region, int index)
    {
        var touched = Page.Board.Services
            .Where(service => service.OpenOutage?.Extent[index] is not (null or Extent.None) || StatusIn(service, region) != StatusLevel.Operational)
            .ToList();
        var href = Urls.Home(Page.Prefix, region);
        if (touched.Count == 0)
        {
            var (reports, usual) = BoardTotals.LastHour(Page.Board.Services.Select(service => service.MacroRegions[index].Series));
            return new RegionCell(
                region, href, StatusLevel.Operational, Extent.None, $"{T.Plural("reports", reports)} {T["home.regions.lastHour"]}",
                T.Format("usual", T.Range(usual.Lower, usual.Upper)));
        }

        return new RegionCell(
            region, href, touched.Max(service => StatusIn(service, region)), touched.Max(service => service.OpenOutage?.Extent[index] ?? Extent.None),
            T.Plural("home.regions.services", touched.Count), T.List(touched.Select(service => service.Service.Name)), Breaks: true);
    }

    private static StatusLevel StatusIn(ServiceStatus service, string? region) =>
        region is null ? service.Status : service.FindRegion(region)?.Status ?? StatusLevel.Operational;

    private bool IsOwn(string region) => string.Equals(region, Own, StringComparison.Ordinal);

    // At home elsewhere and only there: nobody near the reader banks with it. What is used everywhere has no home.
    private bool IsForeign(ServiceStatus service) => (Region ?? Own) is { } near && service.Service.HomeCountries.Count > 0 && !IsAtHomeIn(service, near);

    private static bool IsAtHomeIn(ServiceStatus service, string region) => service.Service.HomeCountries.Any(country =>
        string.Equals(RegionCatalog.Instance.FindCountry(country)?.MacroRegion, region, StringComparison.Ordinal));
}
