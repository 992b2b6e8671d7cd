using System.Globalization;
using System.Net;
using Reports.Domain.Catalog;

namespace Reports.Web.Features.Widget;

/// <summary>What a site owner copies into a page. All that comes from elsewhere is escaped, for it is pasted as it is.</summary>
public static class EmbedCode
{
    public static string Frame(string origin, MonitoredService service, string? region, string? language, string? theme, EmbedSize size)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(size);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<iframe src=\"{Text(origin + Urls.Embed(service.Slug, region, language, theme, size.Name))}\" title=\"{Text(service.Name)}: Reports\" width=\"{size.Width}\" height=\"{size.Height}\" loading=\"lazy\" style=\"border:0;max-width:100%\"></iframe>");
    }

    public static string Element(string origin, MonitoredService service, string? region, string? language, string? theme, EmbedSize size)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(size);
        var attributes = string.Concat(((string Name, string? Value)[])[("service", service.Slug), ("region", region), ("lang", language), ("theme", theme), ("size", size.Name)]
            is var all ? all.Where(one => one.Value is not null).Select(one => $" {one.Name}=\"{Text(one.Value!)}\"") : []);
        return $"<script async src=\"{Text(origin)}/widget.js\"></script>\n<outage-widget{attributes} style=\"display:block;min-height:{size.Height.ToString(CultureInfo.InvariantCulture)}px\"><a href=\"{Text(origin + Urls.Service(service.Slug, language))}\">{Text(service.Name)}: Reports</a></outage-widget>";
    }

    public static string Badge(string origin, MonitoredService service, string? region, string? language, BadgeStyle style)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(style);
        return $"[![{Markdown(service.Name)}]({origin}{Urls.Badge(service.Slug, region, language, style == BadgeStyle.Flat ? null : style.Name)})]({origin}{Urls.Service(service.Slug, language)})";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Markdown(string text) => text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}
