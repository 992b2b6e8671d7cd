using System.Globalization;
using Reports.Pipeline.Places;
using Reports.Web.Components.Maps;

namespace Reports.Web.Features.SubmitReport;

/// <summary>A country as the form's map shows it from close by: the part in which its large cities are, and the largest of them to find one's way by.</summary>
public sealed record CountryView(double X, double Y, double Width, double Height, IReadOnlyList<(City City, double X, double Y)> Cities)
{
    private const int CitiesThatFrame = 30, MostNamed = 9;

    /// <summary>In map units, some 20 km each.</summary>
    private const double Margin = 0.2, Least = 7, Narrowest = 0.6;

    /// <summary>Names nearer than these parts of the picture would run into each other.</summary>
    private const double NameWidth = 0.26, NameHeight = 0.07;

    private const double DrawnWidth = 1000;

    /// <summary>Drawn this many times larger than the map's own units, for letters of a fraction of a unit are drawn badly.</summary>
    public double Scale => DrawnWidth / Width;

    public string ViewBox => string.Create(CultureInfo.InvariantCulture, $"{X * Scale:0.#} {Y * Scale:0.#} {DrawnWidth:0} {Height * Scale:0.#}");

    /// <summary>Null for a country without a city in the list.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    public static CountryView? Of(string country, CityNames names, MapGeography geography)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(geography);
        var cities = names.Largest(country).Take(CitiesThatFrame).Select(city => (City: city, Point: geography.Projection.Project(city.Latitude, city.Longitude))).ToList();
        if (cities.Count == 0)
        {
            return null;
        }

        var (left, right) = (cities.Min(city => city.Point.X), cities.Max(city => city.Point.X));
        var (above, below) = (cities.Min(city => city.Point.Y), cities.Max(city => city.Point.Y));
        var width = Math.Max(Math.Max(right - left, (below - above) * Narrowest) * (1 + (2 * Margin)), Least);
        var height = Math.Max(Math.Max(below - above, (right - left) * Narrowest) * (1 + (2 * Margin)), Least * Narrowest);
        var named = new List<(City City, double X, double Y)>();
        foreach (var (city, point) in cities)
        {
            if (named.Count < MostNamed && !named.Exists(other => Math.Abs(other.X - point.X) < width * NameWidth && Math.Abs(other.Y - point.Y) < height * NameHeight))
            {
                named.Add((city, point.X, point.Y));
            }
        }

        return new CountryView(((left + right - width) / 2), (above + below - height) / 2, width, height, named);
    }
}
