using System.Globalization;
using System.Text;
using Reports.Detection.Evaluation;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Worlds;

/// <summary>How the reference's one threshold was found: every limit of a grid on one world.</summary>
internal static class ReferenceTuning
{
    private static readonly double[] Limits = [6, 7, 8, 8.5, 9, 9.5, 10, 10.5, 11, 12, 13, 15];

    public static string Of(World world)
    {
        var text = new StringBuilder("| limit | country | macro | sum |\n|---|---|---|---|\n");
        foreach (var limit in Limits)
        {
            var alarms = MinuteBacktest.Run(world.Counts, world.Regions, (tree, service) => new TrueBaselineReference(tree, service, world.Baseline, limit))
                .Select(alarm => new RaisedAlarm(alarm.Series, alarm.Start, alarm.End)).ToList();
            var (country, macro) = (OutageScorer.ScoreLevel(world.Truth, alarms, "country"), OutageScorer.ScoreLevel(world.Truth, alarms, "macro"));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {limit} | {country.OutageScore:F2} | {macro.OutageScore:F2} | {country.OutageScore + macro.OutageScore:F2} |");
        }

        return text.ToString();
    }
}
