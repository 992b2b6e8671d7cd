using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.Scenarios.Chance;
using Reports.Scenarios.Populations;

namespace Reports.Scenarios.Playing;

/// <summary>Gives simulated people a browser, an address, sometimes a city, and sometimes something to add in their language.</summary>
internal sealed class People
{
    private const double ShareCommenting = 0.06;
    private readonly string[] _browsers = Embedded.Read<string[]>("Playing.Data.browsers.json");
    private readonly CityChoice _cities = new();
    private readonly CommentFacts _comments = Embedded.Read<CommentFacts>("Playing.Data.comments.json");

    public Caller Caller(int network, string key, string country, Dice dice) =>
        new(NetworkPlan.Address(network, 1 + dice.NextBelow(254)), _browsers[dice.NextBelow(_browsers.Length)], key, LanguageOf(country), IsReviewed: true);

    public Submission Submission(MonitoredService service, ReportKind kind, string? problem, PlaceId place, Dice dice)
    {
        var country = place.Country.ToString();
        var city = _cities.Draw(place, dice);
        return new Submission(
            service.Slug, kind, problem, city?.Latitude, city?.Longitude, country, place.IsCountry ? null : place.ToString(),
            kind == ReportKind.Down ? Comment(country, dice) : null, city?.Id);
    }

    private string? Comment(string country, Dice dice)
    {
        if (!dice.Chance(ShareCommenting))
        {
            return null;
        }

        var choices = _comments.Comments[LanguageOf(country)];
        return choices[dice.NextBelow(choices.Count)];
    }

    private string LanguageOf(string country) => _comments.Languages.GetValueOrDefault(country, "en");

    private sealed record CommentFacts(Dictionary<string, string> Languages, Dictionary<string, List<string>> Comments);
}
