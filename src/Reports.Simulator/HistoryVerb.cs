using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;
using Reports.Simulator.Sending;

namespace Reports.Simulator;

/// <summary><c>history</c>: loads the usual reports of past weeks, so that the site knows what is ordinary.</summary>
internal static class HistoryVerb
{
    private const int MostAttempts = 20;
    private const int ErrorsShown = 5;
    private const int DaysPerWeek = 7;
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
        var command = new Command("history", "Loads past reports through the batch API; loading the same again adds nothing.") { scenario, weeks, url, key, seed };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(scenario), result.GetValue(weeks), result.GetRequiredValue(url), result.GetRequiredValue(key)!, result.GetValue(seed),
            result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string name, int? weeks, Uri url, string key, ulong seed, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        var services = ServiceCatalog.LoadShipped();
        var total = new Total();
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
            using var site = new SiteClient(url, key, Timeout);
            foreach (var (lines, number) in new HistoryLines(services, RegionCatalog.Instance, seed).Parts(population.History(from, until)))
            {
                total.Add(await SendAsync(site, lines, reachedBefore: total.Sent > 0, time, cancellationToken), number);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"sent {total.Sent}  accepted {total.Accepted}  already there {total.Duplicates}  rejected {total.Rejected}"));
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
            return total.Sent == 0 ? ExitCodes.CannotStart : ExitCodes.SomeFailed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("Cancelled; what was accepted is stored, and loading again continues.");
            return ExitCodes.Cancelled;
        }

        foreach (var fault in total.Errors)
        {
            await error.WriteLineAsync($"rejected: {fault}");
        }

        return total.Rejected == 0 ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    private static async Task<Answer> SendAsync(SiteClient site, ReadOnlyMemory<byte> lines, bool reachedBefore, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                using var response = await site.BatchAsync(lines, cancellationToken);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return await response.Content.ReadFromJsonAsync<Answer>(SiteClient.Json, cancellationToken) ?? throw new HttpRequestException("The site answered without a body.");
                }

                if (!SiteClient.AsksToWait(response.StatusCode) || attempt == MostAttempts)
                {
                    throw new HttpRequestException($"The site answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}", null, response.StatusCode);
                }

                pause = SiteClient.RetryAfter(response, time.GetUtcNow());
            }
            catch (HttpRequestException exception) when (reachedBefore && exception.StatusCode is null && attempt < MostAttempts)
            {
                // Reached before, away now: a restart of the site must not end a long import.
                pause = TimeSpan.FromSeconds(Math.Min(attempt, 10));
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested && attempt < MostAttempts)
            {
                pause = TimeSpan.FromSeconds(1);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private sealed record Answer(int Accepted, int Duplicates, IReadOnlyList<Rejection>? Rejected);

    private sealed record Rejection(int Line, string Error);

    private sealed class Total
    {
        public int Sent { get; private set; }

        public int Accepted { get; private set; }

        public int Duplicates { get; private set; }

        public int Rejected { get; private set; }

        public List<string> Errors { get; } = [];

        public void Add(Answer answer, int sent)
        {
            Sent += sent;
            Accepted += answer.Accepted;
            Duplicates += answer.Duplicates;
            var rejected = answer.Rejected ?? [];
            Rejected += rejected.Count;
            Errors.AddRange(rejected.Select(each => each.Error).Distinct(StringComparer.Ordinal).Except(Errors, StringComparer.Ordinal).Take(ErrorsShown - Math.Min(ErrorsShown, Errors.Count)).ToList());
        }
    }
}
