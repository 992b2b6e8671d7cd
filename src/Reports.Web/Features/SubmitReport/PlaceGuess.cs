using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// The country of somebody who has not said it: of the address, else of the time zone where the browser told it, else the region of a language
/// ("it-CH"). The forms start with it, and the person can change it.
/// </summary>
public static class PlaceGuess
{
    /// <summary>Islands with the zone of a mainland, and nobody on them: Bouvet Island would stand for Norway.</summary>
    private static readonly string[] Uninhabited = ["BV", "HM"];

    private static readonly FrozenDictionary<string, string> CountryOfZone = ReadZones();

    /// <summary>Null where the address tells the country by itself; the intake then takes it from there.</summary>
    public static string? InPlaceOfAddress(HttpContext http, AddressCountry addresses, string? timeZone) =>
        OfAddress(http, addresses) is null ? OfZone(timeZone) ?? OfLanguages(http, language: null) : null;

    public static string? OfAddress(HttpContext http, AddressCountry addresses) =>
        http.Connection.RemoteIpAddress is { } address ? RegionCatalog.Instance.FindCountry(addresses.Find(address))?.Code : null;

    public static string? OfZone(string? timeZone) => timeZone is not null && CountryOfZone.TryGetValue(timeZone, out var country) ? country : null;

    /// <summary>The region of the language that is wanted most: "it-CH".</summary>
    /// <param name="language">Of wishes in this language only; null for all.</param>
    public static string? OfLanguages(HttpContext http, string? language) => StringWithQualityHeaderValue.TryParseList(http.Request.Headers.AcceptLanguage, out var wishes)
        ? wishes.Where(wish => wish.Quality is not 0).OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.ToString().Split('-'))
            .Where(parts => parts.Length > 1 && (language is null || string.Equals(parts[0], language, StringComparison.OrdinalIgnoreCase)))
            .Select(parts => parts[^1].ToUpperInvariant())
            .FirstOrDefault(code => RegionCatalog.Instance.FindCountry(code) is not null)
        : null;

    /// <summary>
    /// Every zone of the catalogue, and the name that CLDR, and so some browsers, still has for it: "Asia/Calcutta". Catalogue zones go first: for
    /// a country that CLDR does not know it names the zone of another.
    /// </summary>
    private static FrozenDictionary<string, string> ReadZones()
    {
        var zones = RegionCatalog.Instance.Countries.Where(country => !Uninhabited.Contains(country.Code, StringComparer.Ordinal))
            .SelectMany(country => country.Subdivisions.Select(part => part.TimeZone.Id).Prepend(country.TimeZone.Id).Select(zone => (zone, country.Code))).ToList();
        var countries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (zone, country) in zones)
        {
            countries.TryAdd(zone, country);
        }

        foreach (var (zone, country) in zones)
        {
            if (TimeZoneInfo.TryConvertIanaIdToWindowsId(zone, out var windows) && TimeZoneInfo.TryConvertWindowsIdToIanaId(windows, country, out var older))
            {
                countries.TryAdd(older, country);
            }
        }

        return countries.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
