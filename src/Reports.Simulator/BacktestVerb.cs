using System.CommandLine;
using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Pipeline.Alarms;
using Reports.Simulator.Backtest;

namespace Reports.Simulator;

internal static class BacktestVerb
{
    // The yardsticks' settings: one random alarm a week and series, and ten reports in five minutes.
    private const double RandomProbability = 1e-4;
    private const int RandomMinutes = 60;
    private const int FixedReports = 10;
    private const int FixedMinutes = 5;

    public static Command Create(TimeProvider time)
    {
        var counts = new Option<string[]>("--counts")
        {
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = "series,minute,count[,fresh], plain or .gz; for --format series files or globs below --root.",
        };
        var alarms = new Option<FileInfo>("--alarms") { Required = true, Description = "Where to write series,start,end,severity." };
        var offsets = new Option<FileInfo?>("--offsets") { Description = "JSON: hours east of UTC by country." };
        var truth = new Option<FileInfo?>("--truth") { Description = "Print the score against this truth at the end." };
        var format = Choice("--format", "minutes", "minutes", "series", "weekly");
        var bucket = Choice("--bucket", "5m", "5m", "1h");
        var root = new Option<DirectoryInfo>("--root") { DefaultValueFactory = _ => new DirectoryInfo(".") };
        var detector = Choice("--detector", "service", "service", "null", "random", "fixed");
        var services = new Option<int>("--services")
        {
            DefaultValueFactory = _ => DetectorThresholds.TunedServices,
            Description = "Thresholds of a site with so many services, for --detector service.",
        };
        services.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--services must be 1 or more.");
            }
        });
        var command = new Command("backtest", "Runs the site's detector over recorded counts, strictly online.")
        {
            counts, alarms, offsets, truth, format, bucket, root, detector, services,
        };
        command.SetAction(result =>
        {
            var files = result.GetRequiredValue(counts);
            var output = result.GetRequiredValue(alarms);
            switch (result.GetRequiredValue(format))
            {
                case "series":
                    var minutes = string.Equals(result.GetValue(bucket), "1h", StringComparison.Ordinal) ? 60 : 5;
                    AlarmFile.WriteLines(output, BucketSeries.Timestamped(result.GetRequiredValue(root), files, minutes));
                    break;
                case "weekly":
                    AlarmFile.WriteLines(output, files.SelectMany(f => BucketSeries.Weekly(new FileInfo(f))));
                    break;
                default:
                    Minutes(
                        new FileInfo(files.Length == 1 ? files[0] : throw new InvalidDataException("One counts file at a time, please.")),
                        result.GetValue(offsets),
                        output,
                        Detector(result.GetRequiredValue(detector), result.GetValue(services)),
                        result.InvocationConfiguration.Output,
                        time);
                    break;
            }

            if (result.GetValue(truth) is { } happened)
            {
                result.InvocationConfiguration.Output.Write(ScoreTable.Of(happened, output));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Option<string> Choice(string name, string usual, params string[] values)
    {
        var option = new Option<string>(name) { DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static void Minutes(
        FileInfo counts, FileInfo? offsets, FileInfo alarms, Func<RegionTree, int, IDetector> detector, TextWriter text, TimeProvider time)
    {
        var began = time.GetTimestamp();
        var recorded = RecordedCounts.Read(counts);
        var regions = RecordedRegions.From(recorded.Series, RecordedRegions.ReadOffsets(offsets));
        var episodes = MinuteBacktest.Run(recorded, regions, detector);
        AlarmFile.Write(alarms, episodes);
        text.WriteLine(FormattableString.Invariant(
            $"{recorded.Series.Count} series, {recorded.Rows.Count} rows, {episodes.Count} alarms in {time.GetElapsedTime(began).TotalSeconds:F1} s"));
    }

    private static Func<RegionTree, int, IDetector> Detector(string name, int services) => name switch
    {
        "null" => (_, _) => new NullDetector(),
        "random" => (tree, service) => new RandomDetector(tree, service, RandomProbability, RandomMinutes),
        "fixed" => (tree, _) => new FixedThresholdDetector(tree, FixedReports, FixedMinutes),
        _ => (tree, _) => new ServiceDetector(tree, DetectorThresholds.For(services)),
    };
}
