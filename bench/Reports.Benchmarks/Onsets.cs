using System.Globalization;
using System.Text;
using Reports.Detection.Detectors;
using Reports.Detection.Evaluation;
using Reports.Pipeline.Alarms;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks;

/// <summary>How far the beginning that is told lies from the true one.</summary>
internal static class Onsets
{
    private const int Near = 5;

    public static string Of(RecordedCounts counts, RecordedRegions regions, OutageTruth truth)
    {
        var options = DetectorThresholds.For(DetectorThresholds.TunedServices);
        var recorders = new OnsetRecorder[regions.Services.Count];
        MinuteBacktest.Run(counts, regions, (tree, service) => recorders[service] = new OnsetRecorder(new ServiceDetector(tree, options)));
        var labels = truth.Outages.ToLookup(outage => outage.Series, StringComparer.Ordinal);
        var text = new StringBuilder("""

            ## When it began
            Minutes from the true beginning to the one that is told, of every alarm raised during an outage of its series: as it is raised, and once it has settled.

            | level | alarms | at first: 10/50/90 % | within 5 min | settled: 10/50/90 % | within 5 min |
            |---|---|---|---|---|---|

            """);
        foreach (var level in new[] { "country", "macro" })
        {
            var errors = recorders.SelectMany((recorder, service) => recorder.Onsets.SelectMany(alarm =>
                labels[$"{regions.Services[service]}|{regions.Tree[alarm.Key.Region].Id}"]
                    .Where(outage => string.Equals(truth.LevelOf[outage.Series], level, StringComparison.Ordinal) && outage.Start < alarm.Key.Raised && alarm.Key.Raised <= outage.End)
                    .Select(outage => (First: alarm.Value.First - outage.Start, Settled: alarm.Value.Settled - outage.Start)))).ToList();
            text.AppendLine(CultureInfo.InvariantCulture, $"| {level} | {errors.Count} | {Quantiles(errors.ConvertAll(error => error.First))} | {Quantiles(errors.ConvertAll(error => error.Settled))} |");
        }

        return text.ToString();
    }

    private static string Quantiles(List<int> errors)
    {
        errors.Sort();
        int At(double share) => errors[(int)(share * (errors.Count - 1))];
        return errors.Count == 0 ? "– | –" : string.Create(CultureInfo.InvariantCulture, $"{At(0.1)}/{At(0.5)}/{At(0.9)} | {(double)errors.Count(error => Math.Abs(error) <= Near) / errors.Count:F2}");
    }
}
