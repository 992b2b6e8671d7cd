using System.Globalization;
using System.Text.Json.Nodes;
using Reports.Domain.Catalog;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Localization;

namespace Reports.Web.Features.Outages;

/// <summary>
/// The page of an outage as schema.org <c>Report</c>: it is written by a machine from what people report, so it is neither news written by
/// journalists nor an event that somebody could attend.
/// </summary>
internal static class OutageStructuredData
{
    // What search engines cut a headline at.
    private const int LongestHeadline = 110;
    private static readonly string[] Companies = ["banking", "payments", "mobile-networks", "fixed-networks", "shopping"];

    public static JsonObject Of(OutageView outage, string sentence, OutageStory story, PageContext page)
    {
        var texts = page.Texts;
        var address = page.Origin + Urls.Outage(outage.Id, page.Prefix);
        var published = outage.FlaggedAt ?? outage.DetectedAt;
        var changed = outage.IsOpen ? page.Now : outage.Transitions.Select(transition => transition.At).Append(outage.ResolvedAt ?? published).Max();
        return new JsonObject
        {
            ["@type"] = "Report",
            ["@id"] = address,
            ["url"] = address,
            ["mainEntityOfPage"] = address,
            ["headline"] = Headline(sentence),
            ["description"] = sentence,
            ["articleBody"] = string.Join("\n\n", story.Paragraphs.Select(paragraph => paragraph.Text(texts["time.zone"]))),
            ["image"] = page.Origin + Urls.OutageImage(outage.Id, texts.Language),
            ["inLanguage"] = texts.Language,
            ["datePublished"] = Iso(published),
            ["dateModified"] = Iso(changed),
            ["temporalCoverage"] = $"{Iso(outage.StartedAt)}/{(outage.ResolvedAt is { } end ? Iso(end) : "..")}",
            ["spatialCoverage"] = new JsonArray([.. AnswerPlaces.Of(outage).All.Select(region => Place(region, texts))]),
            ["about"] = About(outage.Service),
            ["isAccessibleForFree"] = true,
            ["license"] = "https://creativecommons.org/licenses/by/4.0/",
            ["isBasedOn"] = page.Origin + Urls.OutageData(outage.Id),
            ["author"] = JsonLd.Publisher(page),
            ["publisher"] = JsonLd.Publisher(page),
        };
    }

    private static JsonObject About(MonitoredService service) => new()
    {
        ["@type"] = Companies.Contains(service.Category, StringComparer.Ordinal) ? "Organization" : "SoftwareApplication",
        ["name"] = service.Name,
        ["url"] = service.Site,
    };

    private static JsonNode Place(string region, Texts texts) => new JsonObject
    {
        ["@type"] = RegionCatalog.Instance.FindCountry(region) is null ? "Place" : "Country",
        ["name"] = texts.Region(region),
    };

    /// <summary>Cut between words.</summary>
    private static string Headline(string sentence)
    {
        if (sentence.Length <= LongestHeadline)
        {
            return sentence;
        }

        var space = sentence.LastIndexOf(' ', LongestHeadline - 1);
        return sentence[..(space > 0 ? space : LongestHeadline - 1)] + "…";
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
