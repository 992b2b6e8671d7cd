using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reports.Pipeline.Status;
using Reports.Web.Localization;

namespace Reports.Web.Components.Maps;

/// <summary>
/// The world, or a macro-region, with each country coloured by how far it is above its own usual number. The shapes come once from
/// <c>map/world.svg</c>, so a page carries only the countries that have something to say.
/// </summary>
public sealed partial class WorldMap : PageComponent
{
    // The width at which lines have their named thickness; the picture is rarely drawn smaller or much larger.
    private const double UsualWidth = 760;
    private const int MostNamed = 5;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<CountryCount> Countries { get; set; } = [];

    /// <summary>A macro-region to show alone.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <summary>Draws the number of reports as circles.</summary>
    [Parameter]
    public bool Circles { get; set; }

    /// <summary>For a script that zooms and plays: every country is there, so that only its colour and circle have to change.</summary>
    [Parameter]
    public bool IsLive { get; set; }

    private IEnumerable<CountryCount> Drawn =>
        Countries.Where(country => MapGeography.Instance.Draws(country.Code)).OrderBy(country => country.Code, StringComparer.Ordinal);

    private IEnumerable<CountryCount> Coloured =>
        Countries.Where(country => MapGeography.Instance.Draws(country.Code) && !string.Equals(country.Shade, "c0", StringComparison.Ordinal));

    private string Finding
    {
        get
        {
            var above = CountryCount.In(Countries, Region)
                .Where(country => country.IsAboveUsual)
                .OrderByDescending(country => country.TimesUsual)
                .Take(MostNamed)
                .Select(country => T.Region(country.Code))
                .ToList();
            return above.Count == 0 ? T["map.desc.none"] : T.Format("map.desc.some", T.List(above));
        }
    }

    private IEnumerable<(CountryCount Country, int X, int Y)> Anchored =>
        from country in Countries
        where IsLive || country.Reports >= RegionStatus.FewestToCompare
        orderby country.Reports descending
        let anchor = MapGeography.Instance.AnchorOf(country.Code)
        where anchor is not null
        select (country, anchor.Value.X, anchor.Value.Y);

    private string Words(CountryCount country) => country.IsUsuallyAlmostNone
        ? T.Format("map.country.rare", T.Region(country.Code), T.Plural("reports", country.Reports))
        : country.Range is { } usual
        ? T.Format("map.country", T.Region(country.Code), T.Plural("reports", country.Reports), T.Range(usual.Lower, usual.Upper))
        : T.Format("map.country.about", T.Region(country.Code), T.Plural("reports", country.Reports), (long)Math.Ceiling(country.Expected));

    private static string? Outline(CountryCount country, int width) => country.Shade is "few" ? Stroke(width, 1.25) : null;

    private static string Stroke(int width, double pixels) => (pixels * width / UsualWidth).ToString("0.##", CultureInfo.InvariantCulture);

    // Area, not radius, tells the number.
    private static string Radius(CountryCount country, int width) =>
        country.Reports < RegionStatus.FewestToCompare ? "0"
            : (Math.Sqrt(country.Reports) * 2.3 * width / MapGeography.Instance.CropOf(null)[2]).ToString("0.#", CultureInfo.InvariantCulture);
}
