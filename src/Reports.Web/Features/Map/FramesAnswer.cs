using Reports.Domain.Counting;
using Reports.Pipeline.Status;
using Reports.Web.Components.Maps;

namespace Reports.Web.Features.Map;

/// <summary>A map that moves. All lists have an entry per frame.</summary>
/// <param name="First">When the first frame ends, and under which time it is shown.</param>
/// <param name="Step">Minutes from one frame to the next.</param>
/// <param name="Window">Minutes whose reports a frame counts.</param>
/// <param name="Totals">Reports of the world, also those without a place.</param>
public sealed record FramesAnswer(DateTimeOffset First, int Step, int Window, IReadOnlyList<int> Totals, IReadOnlyList<FramesCountry> Countries)
{
    public static FramesAnswer Of(CountryFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return new FramesAnswer(
            MinuteBucket.Start(frames.FirstMinute), frames.StepMinutes, frames.WindowMinutes, frames.Totals,
            [.. frames.Countries.Select(country => new FramesCountry(
                country.Region, string.Concat(Enumerable.Range(0, frames.Count).Select(i => CountryCount.Of(country, i)).Select(Letter)), country.Reports,
                [.. country.Expected.Select(expected => (int)Math.Ceiling(expected))]))]);
    }

    private static char Letter(CountryCount count) => count.Reports == 0 ? '.' : count.TimesUsual is null ? 'f' : count.Shade[1];
}

/// <param name="Shades">A letter per frame: . no reports, f fewer than 10, 0 usual, 1 to 5 how far above.</param>
/// <param name="Usual">How many reports would be usual, rounded up.</param>
public sealed record FramesCountry(string Region, string Shades, IReadOnlyList<int> Reports, IReadOnlyList<int> Usual);
