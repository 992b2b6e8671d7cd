using Microsoft.AspNetCore.Components;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Map;

/// <summary>The world, or a macro-region, for one service or for all together; the same as a picture and as a table.</summary>
public sealed partial class MapPage : PageView
{
    /// <summary>Null for all services together.</summary>
    [Parameter]
    public ServiceStatus? Service { get; set; }

    /// <summary>A macro-region to show alone.</summary>
    [Parameter]
    public string? Region { get; set; }

    private IReadOnlyList<CountryCount> Counts { get; set; } = [];

    private IReadOnlyList<CountryCount> Listed { get; set; } = [];

    private IEnumerable<ServiceStatus> Choices => Page.Board.Services.OrderByDescending(service => service.Status)
        .ThenBy(service => service.Service.Name, StringComparer.Create(T.Culture, ignoreCase: true));

    private string Title => (Service, Region) switch
    {
        (null, null) => T["mappage.title.all"],
        (null, _) => T.Format("mappage.title.regionAll", T.Region(Region)),
        (_, null) => T.Format("mappage.title.service", Service.Service.Name),
        _ => T.Format("mappage.title.region", Service.Service.Name, T.Region(Region)),
    };

    protected override void OnParametersSet()
    {
        Counts = Service is null ? CountryCount.OfLastHour(Page.Board) : CountryCount.Of(Service);
        Listed = CountryCount.In(Counts, Region);
    }

    private RenderFragment Zone => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "data-zone");
        builder.AddContent(2, T["time.zone"]);
        builder.CloseElement();
    };
}
