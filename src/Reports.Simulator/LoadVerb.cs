using System.CommandLine;
using System.Globalization;
using System.Net;
using Reports.Domain.Catalog;
using Reports.Scenarios.Playing;
using Reports.Scenarios.Populations;
using Reports.Simulator.Sending;

namespace Reports.Simulator;

/// <summary>
/// <c>load</c>: an open-loop load test. Reports leave at their due moments whether or not earlier ones have been answered, and latency counts
/// from the due moment, so a site that stalls cannot hide it by slowing the test down.
/// </summary>
internal static class LoadVerb
{
    private const int MostUnderWay = 20_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static Command Create(TimeProvider time)
    {
        var url = SendingOptions.Url();
        var rate = SendingOptions.Positive("--rate", "Reports per second.", 100);
        var duration = SendingOptions.Duration("--duration", "How long to send, such as 30s, 5m or 00:05:00.", TimeSpan.FromSeconds(30));
        var service = new Option<string>("--service") { Description = "Slug of the service to report.", DefaultValueFactory = _ => "zoom" };
        var seed = SendingOptions.Seed();
        var command = new Command("load", "Load test: sends reports at a fixed rate and prints percentiles of the latency.") { url, rate, duration, service, seed };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(url), result.GetValue(rate), result.GetValue(duration), result.GetRequiredValue(service), result.GetValue(seed),
            result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Uri url, double rate, TimeSpan duration, string slug, ulong seed, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        var services = ServiceCatalog.LoadShipped();
        if (services.Find(slug) is not { } service)
        {
            await error.WriteLineAsync($"There is no service '{slug}'.");
            return ExitCodes.CannotStart;
        }

        var crowd = new Crowd(new PopulationModel(services, RegionCatalog.Instance, seed), service, $"load-{time.GetUtcNow().ToUnixTimeMilliseconds():x}");
        using var site = new SiteClient(url, null, Timeout);
        var test = new LoadTest(site, crowd, time);
        var began = time.GetTimestamp();
        var cancelled = false;
        try
        {
            await test.RunAsync(rate, duration, MostUnderWay, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cancelled = true;
        }

        var percentiles = test.Latencies.Percentiles(0.5, 0.9, 0.99, 1);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"sent {test.Sent} of {test.Due} due in {time.GetElapsedTime(began).TotalSeconds:0.0} s ({rate:0.##}/s asked), left out {test.Due - test.Sent}"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"latency from the due moment in ms: p50 {percentiles[0]:0.0}  p90 {percentiles[1]:0.0}  p99 {percentiles[2]:0.0}  max {percentiles[3]:0.0}"));
        await output.WriteLineAsync($"answers {test.Answers}");
        return cancelled ? ExitCodes.Cancelled
            : test.Sent > 0 && test.Due == test.Sent && test.Answers.Of(HttpStatusCode.Created) == test.Sent ? ExitCodes.Success : ExitCodes.SomeFailed;
    }
}
