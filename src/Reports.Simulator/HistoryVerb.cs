using System.CommandLine;
using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;
using Reports.Simulator.Sending;

namespace Reports.Simulator;

/// <summary><c>history</c>: loads the usual reports of past weeks, so that the site knows what is ordinary.</summary>
internal static class HistoryVerb
{
    private const int DaysPerWeek = 7;

    // After a day the site forgets the ids.
    private const string ToGoOn = "What was accepted is stored, and loading again within a day continues.";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static Command Create(TimeProvider time)
    {
        var scenario = SendingOptions.Scenario();
        var weeks = new Option<int?>("--weeks") { Description = "Weeks to load, up to this minute; the scenario's own number by default. At most 57 (400 days)." };
        weeks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 57)
            {
                result.AddError("--weeks must be 1 to 57.");
            }
        });
        var url = SendingOptions.Url();
        var key = SendingOptions.Key("API key with scope ingest.");
        key.Required = true;
        var seed = SendingOptions.Seed();
        var command = new Command("history", "Loads past reports through the batch API; loading the same again within a day adds nothing.") { scenario, weeks, url, key, seed };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(scenario), result.GetValue(weeks), result.GetRequiredValue(url), result.GetRequiredValue(key)!, result.GetValue(seed),
            result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string name, int? weeks, Uri url, string key, ulong seed, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        var services = ServiceCatalog.LoadShipped();
        using var site = new SiteClient(url, key, Timeout);
        var sender = new HistorySender(site, time);
        try
        {
            var count = weeks ?? ScenarioSource.Load(name, services, RegionCatalog.Instance).HistoryWeeks;
            if (count == 0)
            {
                await output.WriteLineAsync($"{name} begins without history; nothing to load.");
                return ExitCodes.Success;
            }

            var until = MinuteBucket.Of(time.GetUtcNow());
            var from = until - count * DaysPerWeek * MinuteBucket.PerDay;
            var population = new PopulationModel(services, RegionCatalog.Instance, seed);
            foreach (var lines in new HistoryLines(services, RegionCatalog.Instance, seed).Parts(population.History(from, until)))
            {
                await sender.SendAsync(lines, cancellationToken);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"sent {sender.Sent}  accepted {sender.Accepted}  already there {sender.Duplicates}  rejected {sender.Rejected}"));
            }
        }
        catch (ScenarioException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCodes.CannotStart;
        }
        catch (HttpRequestException exception)
        {
            await error.WriteLineAsync(exception.Message);
            if (sender.Sent == 0)
            {
                return ExitCodes.CannotStart;
            }

            await error.WriteLineAsync(ToGoOn);
            return ExitCodes.SomeFailed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync($"Cancelled. {ToGoOn}");
            return ExitCodes.Cancelled;
        }

        foreach (var fault in sender.Errors)
        {
            await error.WriteLineAsync($"rejected: {fault}");
        }

        return sender.Rejected == 0 ? ExitCodes.Success : ExitCodes.SomeFailed;
    }
}
