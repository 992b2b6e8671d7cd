using System.CommandLine;
using System.Globalization;
using System.Text;
using Reports.Benchmarks.Worlds;
using Reports.Detection.Baselines;
using Reports.Detection.Detectors;
using Reports.Detection.Evaluation;
using Reports.Detection.Series;
using Reports.Pipeline.Alarms;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks;

/// <summary>
/// <c>new-services</c>: how each service fares if it is new to the watch when the scored weeks begin, without anything known, and with what the
/// other services have shown by then.
/// </summary>
internal static class NewServicesVerb
{
    private const int Day = 1440;
    private static readonly (string Name, int Minutes)[] Spans = [("first hours (4)", 240), ("first day", Day), ("first week", 7 * Day)];
    private static readonly string[] Levels = ["country", "macro"];

    private static readonly (string Name, Func<RegionTree, double[][], int, KindredLevels?> Of)[] Priors =
    [
        ("nothing known", (_, _, _) => null),
        ("told by the others", (tree, levels, service) => KindredLevels.Of(tree, Others(levels, service), Others(levels, service))),
    ];

    public static Command Create()
    {
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("new-services", "Services without a past, with and without what the others of their kind tell of them.") { results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo? results, CancellationToken cancellationToken)
    {
        var scores = new List<(string Preset, string Span, string Prior, LevelScore Score)>();
        foreach (var (options, seed) in WorldsVerb.Presets())
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores.AddRange(Scores(World.Generate(options, seed)));
        }

        var text = new StringBuilder($"""
            # Services that nobody has reported yet

                dotnet run -c Release --project bench/Reports.Benchmarks -- new-services --results bench/results/new-services.md

            {await Machine.DescribeAsync()}

            Each service of each world of [worlds.md](worlds.md) is new to the watch when the scored weeks begin; the others have been watched for four weeks. All
            worlds of a preset together; the score is as in [detection.md](detection.md).

            | preset | of the watch | usual rates before the first report | level | outages noticed | delay | false alarms | score |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var same in scores.GroupBy(score => (score.Preset, score.Span, score.Score.Level, score.Prior)).OrderBy(same => (same.Key.Preset, Array.FindIndex(Spans, span => span.Name == same.Key.Span), same.Key.Level)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {same.Key.Preset} | {same.Key.Span} | {same.Key.Prior} | {same.Key.Level} | {same.Sum(one => one.Score.Detected)} of {same.Sum(one => one.Score.Outages)} | {same.Average(one => one.Score.DelayMedian):F1} | {same.Sum(one => one.Score.FalseAlarms)} | {same.Average(one => one.Score.OutageScore):F1} |");
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static IEnumerable<(string Preset, string Span, string Prior, LevelScore Score)> Scores(World world)
    {
        var options = DetectorThresholds.For(DetectorThresholds.TunedServices);
        var known = new ServiceDetector[world.Regions.Services.Count];
        MinuteBacktest.Run(Between(world.Counts, 0, world.Truth.ScoreFrom), world.Regions, (tree, service) => known[service] = new ServiceDetector(tree, options));
        var levels = Array.ConvertAll(known, detector => detector.Levels());
        var later = Between(world.Counts, world.Truth.ScoreFrom, world.Truth.ScoreFrom + Spans.Max(span => span.Minutes));
        foreach (var prior in Priors)
        {
            var alarms = MinuteBacktest.Run(later, world.Regions, (tree, service) => new ServiceDetector(tree, options, prior.Of(tree, levels, service)))
                .ConvertAll(alarm => new RaisedAlarm(alarm.Series, alarm.Start, alarm.End));
            foreach (var (span, minutes) in Spans)
            {
                var end = world.Truth.ScoreFrom + minutes;
                var truth = world.Truth with { Minutes = end, Outages = [.. world.Truth.Outages.Where(outage => outage.Start < end)] };
                foreach (var level in Levels)
                {
                    yield return (world.Options.Name, span, prior.Name, OutageScorer.ScoreLevel(truth, [.. alarms.Where(alarm => alarm.Start < end)], level));
                }
            }
        }
    }

    private static double[][] Others(double[][] levels, int service) => [.. levels.Where((_, other) => other != service)];

    private static RecordedCounts Between(RecordedCounts counts, int from, int to) =>
        RecordedCounts.Of(counts.Series, [.. counts.Rows.Where(row => row.Minute >= from && row.Minute < to)]);
}
