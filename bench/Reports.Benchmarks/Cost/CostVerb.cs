using System.CommandLine;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Reports.Benchmarks.Cost;

/// <summary><c>cost</c>: a tick and a cold start of the detector on a very large site.</summary>
internal static class CostVerb
{
    private const int Mega = 1 << 20;

    public static Command Create()
    {
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("cost", "Time and memory of a tick and a cold start at 10,000 services in every country.") { results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo? results, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"""
            # What detection costs on a very large site

                dotnet run -c Release --project bench/Reports.Benchmarks -- cost --results bench/results/cost.md

            {await Machine.DescribeAsync()} BenchmarkDotNet, in process; reading from the database is not part of it.

            10,000 services × {new Pipeline.Alarms.SiteRegions().Tree.Count} regions. A tick hands every detector its next minute, on one core. Busy series have a report a minute on average, the others
            had one once. A cold start learns four weeks, {RebuildBenchmark.Rows / 1_000_000} million hours with reports, on all cores.

            | what | mean | slowest |
            |---|---|---|

            """);
        Append(text, BenchmarkRunner.Run<TickBenchmark>(Config(10)));
        Append(text, BenchmarkRunner.Run<TurnOfHourBenchmark>(Config(10)));
        Append(text, BenchmarkRunner.Run<RebuildBenchmark>(Config(3)));
        text.Append(Memory());
        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static ManualConfig Config(int iterations) => ManualConfig.CreateEmpty()
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "reports-cost"))
        .AddLogger(ConsoleLogger.Default)
        .AddJob(Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: true))
            .WithWarmupCount(2).WithIterationCount(iterations).WithInvocationCount(1).WithUnrollFactor(1));

    private static void Append(StringBuilder text, Summary summary)
    {
        foreach (var report in summary.Reports)
        {
            var busy = report.BenchmarkCase.Parameters.Items.Count == 0 ? "" : $", {report.BenchmarkCase.Parameters.Items[0].ToDisplayText()} % of the series busy";
            var name = $"{report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo}{busy}";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {report.ResultStatistics?.Mean / 1e6:F0} ms | {report.ResultStatistics?.Max / 1e6:F0} ms |");
        }
    }

    /// <summary>What the detectors hold, 5 % of their series busy.</summary>
    private static string Memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var site = new ManyServices(0.05);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        return string.Create(CultureInfo.InvariantCulture, $"\nWith 5 % busy the detectors and an hour of counts hold {held / Mega:F0} MB, {held / site.Series} bytes a series.\n");
    }
}
