using Microsoft.AspNetCore.Components;
using Reports.Domain.Counting;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Map;

/// <summary>The world, or a macro-region, for one service, a category or all together; now or at a time of the last day; as a picture and as a table.</summary>
public sealed partial class MapPage : PageView
{
    private const int MostNamed = 3;

    [Parameter, EditorRequired]
    public MapScope Scope { get; set; } = null!;

    private ServiceStatus? Service => Scope.Service;

    private string? Region => Scope.Region;

    private IReadOnlyList<CountryCount> Counts { get; set; } = [];

    private IReadOnlyList<CountryCount> Listed { get; set; } = [];

    /// <summary>Also the countries that have something to say at another time of the day.</summary>
    private IReadOnlyList<CountryCount> Everywhere { get; set; } = [];

    /// <summary>What the map shows of the past; null in the present.</summary>
    private CountryFrames? Frame { get; set; }

    private (int First, int Count)? Span { get; set; }

    private IEnumerable<ServiceStatus> Choices => Page.Board.Services.OrderByDescending(service => service.Status)
        .ThenBy(service => service.Service.Name, StringComparer.Create(T.Culture, ignoreCase: true));

    private IEnumerable<string> Categories => Page.Board.Services.Select(service => service.Service.Category).Distinct(StringComparer.Ordinal)
        .OrderBy(category => T["category." + category], StringComparer.Create(T.Culture, ignoreCase: true));

    private string Subject => Service?.Service.Name ?? (Scope.Category is { } category ? T["category." + category] : T["mapview.all"]);

    private string Title => (Scope.Minute, Region) switch
    {
        ({ } minute, null) => T.Format("mapview.past.title", Subject, T.Moment(MinuteBucket.Start(minute), Page.Now), T["time.zone"]),
        ({ } minute, _) => T.Format("mapview.past.regionTitle", Subject, T.Region(Region), T.Moment(MinuteBucket.Start(minute), Page.Now), T["time.zone"]),
        _ => PresentTitle,
    };

    private string PresentTitle => (Service, Scope.Category, Region) switch
    {
        (null, null, null) => T["mappage.title.all"],
        (null, null, _) => T.Format("mappage.title.regionAll", T.Region(Region)),
        (null, _, null) => T.Format("mapview.title.category", Subject),
        (null, _, _) => T.Format("mapview.title.categoryRegion", Subject, T.Region(Region)),
        (_, _, null) => T.Format("mappage.title.service", Subject),
        _ => T.Format("mappage.title.region", Subject, T.Region(Region)),
    };

    /// <summary>The same words as those of the slider in every other place.</summary>
    private RenderFragment Said
    {
        get
        {
            if (Scope.Minute is not { } minute)
            {
                return RichText.Plain(T["mapview.now"]);
            }

            var above = Counts.Where(country => country.IsAboveUsual).OrderByDescending(country => country.TimesUsual).Take(MostNamed)
                .Select(country => T.Region(country.Code)).ToList();
            var (time, total) = (RichText.Moment(T, MinuteBucket.Start(minute), Page.Now), RichText.Plain(T.Plural("reports", Frame!.Totals[0])));
            return above.Count == 0 ? RichText.Of(T["replay.said.none"], time, total) : RichText.Of(T["replay.said.some"], time, total, RichText.Plain(T.List(above)));
        }
    }

    protected override void OnParametersSet()
    {
        var services = Scope.Services(Page.Board);
        Span = DayFrames.SpanOf(services, Page.Board.At) is { Count: > 0 } span ? span : null;
        Frame = Scope.Minute is { } minute ? DayFrames.At(services, Page.Board.At, minute) : null;
        Counts = Frame is not null ? CountryCount.Of(Frame, 0) : Service is not null ? CountryCount.Of(Service) : CountryCount.OfLastHour(services);
        Listed = CountryCount.In(Counts, Region);
        Everywhere = CountryCount.With(Counts, services.SelectMany(service => service.Countries).Select(country => country.Region).Distinct(StringComparer.Ordinal));
    }

    private static IEnumerable<int> Hours((int First, int Count) span) => Enumerable.Range(0, span.Count)
        .Select(i => span.First + (i * DayFrames.StepMinutes)).Where(minute => minute % MinuteBucket.PerHour == 0);

    /// <summary>What another choice of service or category leaves as it is.</summary>
    private RenderFragment Kept => builder =>
    {
        foreach (var (name, value) in ((string, string?)[])[("region", Region), ("at", Scope.At)])
        {
            if (value is not null)
            {
                builder.OpenElement(0, "input");
                builder.AddAttribute(1, "type", "hidden");
                builder.AddAttribute(2, "name", name);
                builder.AddAttribute(3, "value", value);
                builder.CloseElement();
            }
        }
    };
}
