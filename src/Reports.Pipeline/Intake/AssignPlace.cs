using System.Net;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Intake;

/// <summary>Given coordinates, else the given country, else the country of the address, else nowhere (counts for the world only).</summary>
public sealed class AssignPlace(PlaceLocator locator, AddressCountry addresses)
{
    public PlaceId For(Submission submission, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (submission is { Latitude: { } latitude, Longitude: { } longitude } && locator.Locate(latitude, longitude) is { } found)
        {
            return Place(found.Country, found.Subdivision);
        }

        if (!string.IsNullOrEmpty(submission.Country) || !string.IsNullOrEmpty(submission.Subdivision))
        {
            return Place(submission.Country, submission.Subdivision);
        }

        return submission.Latitude is null && address is not null ? Place(addresses.Find(address), null) : PlaceId.Unknown;
    }

    private static PlaceId Place(string? country, string? subdivision)
    {
        if (RegionCatalog.Instance.FindSubdivision(subdivision) is { } part)
        {
            return part.Place;
        }

        return RegionCatalog.Instance.FindCountry(country ?? subdivision?.Split('-')[0])?.Place ?? PlaceId.Unknown;
    }
}
