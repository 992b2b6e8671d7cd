using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Reports.Pipeline.Status;
using Reports.Web.Components;

namespace Reports.Web.Features.Outages;

/// <summary>The outage as schema.org <c>Event</c>, for search engines.</summary>
internal static class OutageStructuredData
{
    public static MarkupString Of(OutageView outage, string sentence, PageContext page)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Event",
            ["name"] = sentence,
            ["description"] = sentence,
            ["startDate"] = Iso(outage.StartedAt),
            ["endDate"] = outage.ResolvedAt is { } end ? Iso(end) : null,
            ["url"] = page.Origin + page.Path,
            ["inLanguage"] = page.Texts.Language,
            ["eventAttendanceMode"] = "https://schema.org/OnlineEventAttendanceMode",
            ["location"] = new { @type = "VirtualLocation", url = outage.Service.Site },
            ["about"] = new { @type = "Service", name = outage.Service.Name, url = outage.Service.Site },
        };

        // The serializer escapes <, > and &, so the data cannot end the element.
        var json = JsonSerializer.Serialize(data.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
        return new MarkupString($"<script type=\"application/ld+json\">{json.Replace("\"type\":", "\"@type\":", StringComparison.Ordinal)}</script>");
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
