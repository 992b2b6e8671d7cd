using System.CommandLine;
using System.Diagnostics;
using Reports.Detection.Detectors;
using Reports.Detection.Evaluation;
using Reports.Detection.Series;
using Reports.Simulator.Backtest;

namespace Reports.Simulator;

internal static class BacktestVerb
{
    // The yardsticks' settings: about as many random alarms as there are outages, and ten reports in five minutes.
    private const double RandomProbability = 1e-4;
    private const int RandomMinutes = 60;
    private const int FixedReports = 10;
    private const int FixedMinutes = 5;

    public static Command Create()
    {
        var counts = new Option<FileInfo>("--counts") { Required = true, Description = "series,minute,count[,fresh], plain or .gz." };
        var alarms = new Option<FileInfo>("--alarms") { Required = true, Description = "Where to write series,start,end,severity." };
        var offsets = new Option<FileInfo?>("--offsets") { Description = "JSON: hours east of UTC by country." };
        var truth = new Option<FileInfo?>("--truth") { Description = "Print the score against this truth at the end." };
        var detector = new Option<string>("--detector")
        {
            Description = "The site's own, or a yardstick.",
            DefaultValueFactory = _ => "service",
        };
        detector.AcceptOnlyFromAmong("service", "null", "random", "fixed");
        var command = new Command("backtest", "Runs the site's detector over recorded counts, strictly online.")
        {
            counts, alarms, offsets, truth, detector,
        };
        command.SetAction(result =>
        {
            var clock = Stopwatch.StartNew();
            var recorded = RecordedCounts.Read(result.GetRequiredValue(counts));
            var regions = RecordedRegions.From(recorded.Series, RecordedRegions.ReadOffsets(result.GetValue(offsets)));
            var episodes = MinuteBacktest.Run(recorded, regions, Detector(result.GetRequiredValue(detector)));
            AlarmFile.Write(result.GetRequiredValue(alarms), episodes);
            Console.WriteLine(FormattableString.Invariant(
                $"{recorded.Series.Count} series, {recorded.Rows.Count} rows, {episodes.Count} alarms in {clock.Elapsed.TotalSeconds:F1} s"));
            if (result.GetValue(truth) is { } file)
            {
                var raised = episodes.ConvertAll(e => new RaisedAlarm(e.Series, e.Start, e.End, e.Severity));
                Console.Write(ScoreTable.Of(OutageTruthFile.ReadTruth(file), raised));
            }

            return 0;
        });
        return command;
    }

    private static Func<RegionTree, int, IDetector> Detector(string name) => name switch
    {
        "null" => (_, _) => new NullDetector(),
        "random" => (tree, service) => new RandomDetector(tree, service, RandomProbability, RandomMinutes),
        "fixed" => (tree, _) => new FixedThresholdDetector(tree, FixedReports, FixedMinutes),
        _ => (tree, _) => new ServiceDetector(tree, new DetectorOptions()),
    };
}
