using Microsoft.Net.Http.Headers;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;

namespace Reports.Web.Features.SubmitReport;

/// <summary>The country that the form starts with: of the address, else the region of a language ("it-CH"). The person can change it.</summary>
public static class PlaceGuess
{
    public static string? CountryOf(HttpContext http, AddressCountry addresses)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(addresses);
        if (http.Connection.RemoteIpAddress is { } address && addresses.Find(address) is { } country && RegionCatalog.Instance.FindCountry(country) is not null)
        {
            return country;
        }

        return StringWithQualityHeaderValue.TryParseList(http.Request.Headers.AcceptLanguage, out var wishes)
            ? wishes.OrderByDescending(wish => wish.Quality ?? 1)
                .Select(wish => wish.Value.ToString().Split('-'))
                .Where(parts => parts.Length > 1)
                .Select(parts => parts[^1].ToUpperInvariant())
                .FirstOrDefault(code => RegionCatalog.Instance.FindCountry(code) is not null)
            : null;
    }
}
