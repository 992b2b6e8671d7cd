using Reports.Pipeline.Places;
using Reports.Web.Components.Maps;
using Reports.Web.Features.SubmitReport;

namespace Reports.Web.Tests.Map;

public sealed class EqualEarthTests
{
    private static readonly EqualEarth Plain = new(1, 0, 0, 0);

    [Theory]
    [InlineData(0, 0, 0, 0), InlineData(90, 0, 0, -1.3173628), InlineData(-90, 0, 0, 1.3173628), InlineData(0, 180, 2.7066300, 0), InlineData(0, -90, -1.3533150, 0)]
    public void The_edges_are_where_the_paper_has_them(double latitude, double longitude, double x, double y)
    {
        var point = Plain.Project(latitude, longitude);

        Assert.Equal(x, point.X, 6);
        Assert.Equal(y, point.Y, 6);
    }

    [Fact]
    public void What_was_drawn_is_found_again()
    {
        var projection = MapGeography.Instance.Projection;
        for (var latitude = -89.5; latitude < 90; latitude += 7.3)
        {
            for (var longitude = -168.5; longitude < 190; longitude += 11.7)
            {
                var (x, y) = projection.Project(latitude, longitude);
                var found = projection.Unproject(x, y)!.Value;
                Assert.Equal(latitude, found.Latitude, 6);
                Assert.Equal(0, Math.IEEERemainder(longitude - found.Longitude, 360), 6);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN, 0), InlineData(0, double.PositiveInfinity), InlineData(-100, 500), InlineData(2100, 500), InlineData(1000, -80), InlineData(3, 3)]
    public void Beyond_the_edge_of_the_world_there_is_nothing(double x, double y) => Assert.Null(MapGeography.Instance.Projection.Unproject(x, y));

    [Theory]
    [InlineData("IT", 12.2, 43), InlineData("US", -95, 38.5), InlineData("GI", -5.35, 36.14), InlineData("NO", 9, 61)]
    public void It_is_the_projection_of_the_map_that_is_drawn(string country, double longitude, double latitude)
    {
        var (x, y) = MapGeography.Instance.Projection.Project(latitude, longitude);

        Assert.Equal(MapGeography.Instance.AnchorOf(country), ((int)Math.Round(x), (int)Math.Round(y)));
    }

    [Theory]
    [InlineData("IT", "Rome"), InlineData("US", "New York City"), InlineData("FJ", "Suva"), InlineData("RU", "Moscow"), InlineData("LU", "Luxembourg"), InlineData("VA", null), InlineData("AQ", null)]
    public void A_country_is_seen_with_its_largest_cities_inside(string country, string? city)
    {
        var view = CountryView.Of(country, new CityNames(), MapGeography.Instance);

        Assert.Equal(city is not null, view is not null);
        if (view is not null)
        {
            Assert.Contains(city, view.Cities.Select(each => each.City.Name));
            Assert.InRange(view.Width, 5, 1200);
            Assert.All(view.Cities, each =>
            {
                Assert.InRange(each.X, view.X, view.X + view.Width);
                Assert.InRange(each.Y, view.Y, view.Y + view.Height);
            });
        }
    }
}
