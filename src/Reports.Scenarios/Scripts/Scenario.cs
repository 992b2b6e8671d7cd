using Reports.Domain.Intake;
using Reports.Domain.Outages;
using System.Text.Json.Serialization;

namespace Reports.Scenarios.Scripts;

/// <summary>A story for simulated people to act. Its minutes are relative to the onset, T = 0.</summary>
/// <param name="Title">One sentence for people.</param>
/// <param name="OnsetAfterMinutes">The onset is the first full minute at least this long after the site is ready.</param>
/// <param name="LengthMinutes">After so many minutes from the onset nothing but usual reports is left.</param>
/// <param name="HistoryWeeks">Weeks of usual reports to load before it starts.</param>
/// <param name="Usual">Part of the usual people who take part, 0 to 1.</param>
public sealed record Scenario(
    string Name,
    string Title,
    int OnsetAfterMinutes,
    int LengthMinutes,
    int HistoryWeeks,
    double Usual,
    IReadOnlyList<ScenarioEvent> Events);

/// <summary>Something that happens to a service in a scenario.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SurgeEvent), "surge")]
[JsonDerivedType(typeof(BotEvent), "bots")]
[JsonDerivedType(typeof(UpdateEvent), "official-update")]
public abstract record ScenarioEvent
{
    /// <summary>Slug of the service.</summary>
    public required string Service { get; init; }
}

/// <summary>
/// People report above the usual. At level 1 each country sends as many reports more as <see cref="Times"/> says, but not fewer than
/// <see cref="Floor"/>; <see cref="Course"/> says the level over time.
/// </summary>
public sealed record SurgeEvent : ScenarioEvent
{
    /// <summary>World, macro-regions or countries; of these, the countries in which the service is usually reported.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>Countries of those regions that are spared.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    public ReportKind Kind { get; init; } = ReportKind.Down;

    /// <summary>Usual reports times this is what comes in all, at level 1.</summary>
    public required double Times { get; init; }

    /// <summary>Reports per minute and country at level 1, where the usual ones times <see cref="Times"/> would be fewer.</summary>
    public double Floor { get; init; }

    /// <summary>Corners [minute, level], joined by straight lines; nothing before the first and after the last.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Course { get; init; }

    /// <summary>Weights by problem slug; the usual problems of the service where it is left out.</summary>
    public IReadOnlyDictionary<string, double>? Problems { get; init; }

    /// <summary>Mean level over the minute that starts at <paramref name="minute"/>.</summary>
    public double LevelIn(int minute)
    {
        // Corners lie on any fraction of a minute: a few steps are exact enough.
        const int Steps = 12;
        var sum = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            sum += LevelAt(minute + (step + 0.5) / Steps);
        }

        return sum / Steps;
    }

    private double LevelAt(double moment)
    {
        for (var i = 1; i < Course.Count; i++)
        {
            var (before, after) = (Course[i - 1], Course[i]);
            if (moment >= before[0] && moment < after[0])
            {
                return before[1] + (after[1] - before[1]) * (moment - before[0]) / (after[0] - before[0]);
            }
        }

        return 0;
    }
}

/// <summary>A program reports from few networks under changing names of browsers.</summary>
public sealed record BotEvent : ScenarioEvent
{
    public required string Country { get; init; }

    public required int Networks { get; init; }

    public required int Reports { get; init; }

    /// <summary>First minute.</summary>
    public required int At { get; init; }

    public required int Minutes { get; init; }
}

/// <summary>The provider says something.</summary>
public sealed record UpdateEvent : ScenarioEvent
{
    public required int At { get; init; }

    public required OfficialStatus Status { get; init; }

    public required string Text { get; init; }

    public string Language { get; init; } = "en";
}
