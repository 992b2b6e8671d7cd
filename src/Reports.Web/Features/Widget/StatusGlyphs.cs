using Reports.Domain.Status;

namespace Reports.Web.Features.Widget;

/// <summary>The four glyphs as shapes of their own, for documents that cannot refer to the page's symbols. Colours come from the style around them.</summary>
public static class StatusGlyphs
{
    /// <summary>The shapes inside a 16 × 16 box; <c>g-f</c> is filled, <c>g-l</c> a line, <c>g-i</c> what is cut out.</summary>
    public static string Shapes(StatusLevel status) => status switch
    {
        StatusLevel.Outage => """<rect class="g-f" x="1" y="1" width="14" height="14" rx="1.5"/><path class="g-i" d="M4.9 4.9l6.2 6.2M11.1 4.9l-6.2 6.2" stroke-width="2.1"/>""",
        StatusLevel.Possible => """<path class="g-f" d="M8 1.4 15.2 14.4H.8z"/><path class="g-i" d="M8 5.8v4M8 11.6v1.2" stroke-width="1.7"/>""",
        StatusLevel.Recovering => """<path class="g-f" d="M8 .8 15.4 8.4H11V15H5V8.4H.6z"/>""",
        StatusLevel.Operational => """<circle class="g-l" cx="8" cy="8" r="6.6" stroke-width="1.7"/><path class="g-l" d="M4.9 8.3l2.2 2.2 4-4.6" stroke-width="1.7"/>""",
    };

    public static string Svg(StatusLevel status) => $"""<svg class="g" viewBox="0 0 16 16" aria-hidden="true">{Shapes(status)}</svg>""";
}
