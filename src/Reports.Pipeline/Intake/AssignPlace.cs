using System.Net;
using System.Runtime.InteropServices;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Intake;

/// <summary>
/// The city that was chosen, else the given coordinates, else the given country, else the country of the address, else nowhere (counts for the
/// world only).
/// </summary>
public sealed class AssignPlace(PlaceLocator locator, CityNames cities, AddressCountry addresses)
{
    public AssignedPlace For(Submission submission, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (submission.City is { } id && cities.Find(id) is { } chosen)
        {
            return new AssignedPlace(Place(chosen.Country, chosen.Subdivision), id);
        }

        if (submission is { Latitude: { } latitude, Longitude: { } longitude } && locator.Locate(latitude, longitude) is { } found)
        {
            return new AssignedPlace(Place(found.Country, found.Subdivision), cities.Near(latitude, longitude, found.Country)?.Id);
        }

        if (!string.IsNullOrEmpty(submission.Country) || !string.IsNullOrEmpty(submission.Subdivision))
        {
            return new AssignedPlace(Place(submission.Country, submission.Subdivision), null);
        }

        return new AssignedPlace(submission.Latitude is null && address is not null ? Place(addresses.Find(address), null) : PlaceId.Unknown, null);
    }

    private static PlaceId Place(string? country, string? subdivision)
    {
        if (RegionCatalog.Instance.FindSubdivision(subdivision) is { } part)
        {
            return part.Place;
        }

        return RegionCatalog.Instance.FindCountry(string.IsNullOrEmpty(country) ? subdivision?.Split('-')[0] : country)?.Place ?? PlaceId.Unknown;
    }
}

/// <param name="City">A <see cref="Places.City.Id"/>, counted apart from the report; null where nobody told it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AssignedPlace(PlaceId Place, int? City);
