using System.Globalization;
using System.Text;
using Reports.Detection.Detectors;
using Reports.Detection.Evaluation;
using Reports.Pipeline.Alarms;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks;

/// <summary>How often what we say with a probability is so: stories of a service by the confidence they reached, beside the share that was real.</summary>
internal static class Calibration
{
    /// <summary>In its first week a service is not known yet, and a page says so.</summary>
    private const int FirstMinute = 7 * 1440;

    /// <summary>An onset may be estimated a little early.</summary>
    private const int OnsetSlack = 15;

    private static readonly double[] Bounds = [0, 0.2, 0.4, 0.6, 0.8, 0.95, 1];

    /// <summary>Every story of a service from the second week on: what was said at most, and whether it was so.</summary>
    public static List<ToldStory> Stories(RecordedCounts counts, RecordedRegions regions, OutageTruth truth)
    {
        var options = DetectorThresholds.For(DetectorThresholds.TunedServices);
        var recorders = new StoryRecorder[regions.Services.Count];
        MinuteBacktest.Run(counts, regions, (tree, service) => recorders[service] = new StoryRecorder(new ServiceDetector(tree, options)));
        return [.. recorders.SelectMany((recorder, service) => recorder.Stories.Where(story => story.Start >= FirstMinute)
            .Select(story => new ToldStory(options.Confidence(story.Evidence), IsReal(truth, regions.Services[service], story), story.IsAlarm)))];
    }

    public static string Table(IReadOnlyList<ToldStory> told)
    {
        var real = Share(told.Count(story => story.IsReal), told.Count);
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            Every story of a service from the second week on, also those that were only possible, by the highest confidence it reached. Real: it overlaps an outage that
            was simulated, however faint. {told.Count(story => story.IsAlarm)} of the {told.Count} stories became outages, {told.Count(story => story is { IsAlarm: true, IsReal: true })} of these were real. Brier score {told.Average(Squared):F4}; saying the
            base rate of {real:F3} each time would have {real * (1 - real):F4}.

            | confidence | stories | said, mean | real |
            |---|---|---|---|

            """));
        for (var i = 1; i < Bounds.Length; i++)
        {
            var some = told.Where(story => story.Said >= Bounds[i - 1] && story.Said < Bounds[i]).ToList();
            if (some.Count > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {Bounds[i - 1]:F2} to {Bounds[i]:F2} | {some.Count} | {some.Average(story => story.Said):F2} | {Share(some.Count(story => story.IsReal), some.Count):F2} |");
            }
        }

        return text.ToString();
    }

    private static double Squared(ToldStory story) => Math.Pow(story.Said - (story.IsReal ? 1 : 0), 2);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static bool IsReal(OutageTruth truth, string service, Story story) => truth.Outages.Any(outage =>
        outage.Series.StartsWith(service + "|", StringComparison.Ordinal) && outage.Start - OnsetSlack < story.End && outage.TailEnd > story.Start);
}

/// <summary>A story that was told.</summary>
/// <param name="Said">The highest confidence, (0, .99].</param>
internal sealed record ToldStory(double Said, bool IsReal, bool IsAlarm);
