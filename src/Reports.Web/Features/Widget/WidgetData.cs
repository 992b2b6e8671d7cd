using Reports.Web.Api;
using Reports.Web.Components.Answers;
using Reports.Web.Localization;

namespace Reports.Web.Features.Widget;

/// <summary>Answer to <c>GET /embed/{slug}.json</c>: all words are ready to show in the language asked for.</summary>
/// <param name="Status"><c>operational</c>, <c>possible</c>, <c>outage</c> or <c>recovering</c>.</param>
/// <param name="Reports">The reports in words, with their window.</param>
/// <param name="Link">The page of the service.</param>
/// <param name="Chart">The last 8 hours as paths.</param>
public sealed record WidgetData(
    string Service, string Name, string Region, string Language, string Direction, string Status, string StatusWord, string Sentence, string Places,
    string Reports, int Count, IReadOnlyList<WidgetRegion> Regions, string Link, DateTimeOffset Since, DateTimeOffset UpdatedAt, bool Simulated, WidgetChart Chart)
{
    public static WidgetData Of(EmbedView view, Texts texts, string link)
    {
        var chart = EmbedChart.Of(view.Numbers.Series);
        return new WidgetData(
            view.Service.Slug, view.Service.Name, view.Region, texts.Language, texts.Direction, Words.Of(view.Level), texts[view.Word], view.Sentence,
            view.Places, view.Reports, view.Numbers.Reports, [.. view.Parts.Select(part => WidgetRegion.Of(part))], link, view.Since, view.At, view.Simulated,
            new WidgetChart(chart.ViewBox, chart.Band, chart.Area, texts.Format("embed.chart", view.Service.Name)));
    }
}

/// <param name="Extent"><c>none</c>, <c>partial</c> or <c>widespread</c>.</param>
public sealed record WidgetRegion(string Region, string Name, string Status, string Extent, string Word, int Reports)
{
    internal static WidgetRegion Of(EmbedPart part) => new(
        part.Region, part.Name, Words.Of(part.Status), Words.Of(part.Extent), part.Word, part.Reports);
}

/// <param name="Band">What is usual.</param>
/// <param name="Area">What was reported.</param>
public sealed record WidgetChart(string ViewBox, string Band, string Area, string Label);
