using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;
using Reports.Web.Components;
using Reports.Web.Features.Home;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <content>Where the person is: by country, by city, on a map, or by the browser's position. All end as a country, a subdivision and a city, as far as they are told.</content>
public sealed partial class GuidedReport
{
    private const int MostCities = 8;
    private string? _country;
    private string? _subdivision;
    private City? _city;
    private string? _located;
    private bool _locating;

    [Inject]
    private PlaceLocator Places { get; set; } = null!;

    [Inject]
    private CityNames Cities { get; set; } = null!;

    private IReadOnlyList<(string Code, string Name)> Subdivisions => RegionCatalog.Instance.FindCountry(_country) is { } country
        ? [.. country.Subdivisions.Select(part => (part.Code, T.Region(part.Code))).OrderBy(part => part.Item2, StringComparer.Create(T.Culture, ignoreCase: true))]
        : [];

    private Task<IEnumerable<string>> FindCountryAsync(string? text, CancellationToken cancellationToken) => Task.FromResult(CountryNames.In(T)
        .Where(country => ServiceSearch.Cut(text) is not { } wanted || (_country is not null && string.Equals(text, T.Region(_country), StringComparison.Ordinal))
            || T.Culture.CompareInfo.IndexOf(country.Name, wanted, System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) >= 0)
        .Select(country => country.Code));

    // The country may be a guess: a city that it does not have is looked for everywhere.
    private Task<IEnumerable<City>> FindCityAsync(string? text, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<City>>(
        _city is not null && string.Equals(text, Name(_city), StringComparison.Ordinal) ? [_city]
        : Cities.Find(text ?? "", _country, MostCities) is { Count: > 0 } near ? near
        : Cities.Find(text ?? "", null, MostCities));

    private string? Name(City? city) => city is null ? null : $"{city.NameIn(T.Language)}{T["list.comma"]}{Area(city.Country, city.Subdivision)}";

    private string Area(string country, string? subdivision) => subdivision is null ? T.Region(country) : $"{T.Region(subdivision)}{T["list.comma"]}{T.Region(country)}";

    private void ChooseCity(City? city)
    {
        if (city is not null)
        {
            ChooseCountry(city.Country);
            _subdivision = city.Subdivision ?? "";
        }

        _city = city;
    }

    private void ChooseCountry(string? country)
    {
        _country = country;
        _subdivision = "";
        _city = null;
        Clear(ReportInput.CountryField);
        Clear(ReportInput.SubdivisionField);
    }

    private void ChangeSubdivision()
    {
        // Another state than that of the city: the person knows better.
        _city = _city?.Subdivision == _subdivision ? _city : null;
        Clear(ReportInput.SubdivisionField);
    }

    private async Task LocateAsync()
    {
        _locating = true;
        var point = await _script!.InvokeAsync<FormPoint?>("place", _gone.Token);
        _locating = false;
        if (point is null || !ChoosePoint(point))
        {
            _located = T["form.place.failed"];
        }
    }

    private void ChooseSpot(FormPoint point) => _located = ChoosePoint(point) ? _located : T["form.map.sea"];

    /// <summary>False for the open sea.</summary>
    private bool ChoosePoint(FormPoint point)
    {
        if (Places.Locate(point.Latitude, point.Longitude) is not { } found)
        {
            return false;
        }

        // The names of the place are all that is kept of the point.
        ChooseCountry(found.Country);
        _subdivision = found.Subdivision ?? "";
        _city = Cities.Near(point.Latitude, point.Longitude, found.Country);
        _located = T.Format("form.place.found", Name(_city) ?? Area(found.Country, found.Subdivision));
        return true;
    }
}

/// <summary>Where a browser says it is, in degrees.</summary>
public sealed record FormPoint(double Latitude, double Longitude);
