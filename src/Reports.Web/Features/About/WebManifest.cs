using System.Text.Json.Serialization;
using Reports.Web.Localization;

namespace Reports.Web.Features.About;

/// <summary>The manifest by which a browser installs the site, in one language.</summary>
public sealed record WebManifest(
    string Id, string Name, [property: JsonPropertyName("short_name")] string ShortName, string Description, string Lang, string Dir,
    [property: JsonPropertyName("start_url")] string StartUrl, string Scope, string Display,
    [property: JsonPropertyName("background_color")] string BackgroundColor, [property: JsonPropertyName("theme_color")] string ThemeColor,
    IReadOnlyList<ManifestIcon> Icons, IReadOnlyList<ManifestShortcut> Shortcuts)
{
    public static WebManifest Of(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var language = texts.Language;
        return new WebManifest(
            "/", "Reports", "Reports", texts["offline.app"], language, texts.Direction, Urls.Home(language), "/", "standalone", "#f1f4f6", "#ffffff",
            [
                new("/icons/icon-192.png", "192x192", "image/png", "any"), new("/icons/icon-512.png", "512x512", "image/png", "any"),
                new("/icons/maskable-512.png", "512x512", "image/png", "maskable"),
            ],
            [new(texts["nav.report"], Urls.Report(language)), new(texts["nav.map"], Urls.Map(language))]);
    }
}

public sealed record ManifestIcon(string Src, string Sizes, string Type, string Purpose);

public sealed record ManifestShortcut(string Name, string Url);
