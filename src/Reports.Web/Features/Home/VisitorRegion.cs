using System.Collections.Frozen;
using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;
using Reports.Web.Components;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Localization;

namespace Reports.Web.Features.Home;

/// <summary>
/// The macro-region a reader most likely means: the one they named, else that of their address, of a region in their languages ("pt-BR"), or of
/// a language that is at home in one of them alone.
/// </summary>
public static class VisitorRegion
{
    // Spoken on several continents: they tell nothing without a region.
    private static readonly FrozenSet<string> WorldLanguages = FrozenSet.ToFrozenSet(["ar", "en", "es", "fr", "pt"], StringComparer.Ordinal);

    /// <param name="language">The language the page answers in.</param>
    /// <returns>One of <see cref="MacroRegions.All"/>; null where nothing tells.</returns>
    public static string? Of(HttpContext http, Texts language)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(language);
        var country = PlaceGuess.OfAddress(http, http.RequestServices.GetRequiredService<AddressCountry>())
            ?? PlaceGuess.OfLanguages(http, language.Language)
            ?? (WorldLanguages.Contains(language.Language) ? null : new RegionInfo(language.Culture.Name).TwoLetterISORegionName)
            ?? PlaceGuess.OfLanguages(http, language: null);
        return ReaderChoices.RegionOf(http.Request) ?? RegionCatalog.Instance.FindCountry(country)?.MacroRegion;
    }
}
