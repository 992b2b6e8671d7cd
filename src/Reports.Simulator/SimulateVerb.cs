using System.CommandLine;
using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Scenarios.Playing;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;
using Reports.Simulator.Sending;

namespace Reports.Simulator;

/// <summary><c>simulate</c>: lets the people of a scenario report to a running site, in real time or faster.</summary>
internal static class SimulateVerb
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(10);

    public static Command Create(TimeProvider time)
    {
        var scenario = SendingOptions.Scenario();
        var url = SendingOptions.Url();
        var key = SendingOptions.Key("API key with scope updates; without it the provider stays silent.");
        var speed = SendingOptions.Positive("--speed", "Minutes of the scenario per minute of the clock.", 1);
        var seed = SendingOptions.Seed();
        var command = new Command("simulate", "Sends the reports of a scenario to a running site, each from an address of its own.") { scenario, url, key, speed, seed };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(scenario), result.GetRequiredValue(url), result.GetValue(key), result.GetValue(speed), result.GetValue(seed),
            result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, time, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string name, Uri url, string? key, double speed, ulong seed, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        var services = ServiceCatalog.LoadShipped();
        Scenario scenario;
        try
        {
            scenario = ScenarioSource.Load(name, services, RegionCatalog.Instance);
        }
        catch (ScenarioException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCodes.CannotStart;
        }

        using var site = new SiteClient(url, key, Timeout);
        var tally = new StatusTally();
        var player = new ScenarioPlayer(scenario, new PopulationModel(services, RegionCatalog.Instance, seed), time.GetUtcNow());
        var runner = new ScenarioRunner(player) { Speed = speed, StopAtEnd = true, PublishUpdate = key is null ? null : site.PublishAsync };
        await output.WriteLineAsync($"{scenario.Name}: {scenario.Title}");
        var onsetIn = (MinuteBucket.Start(player.OnsetMinute) - player.ReadyAt) / speed;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Onset in {onsetIn.TotalSeconds:0} s, end {scenario.LengthMinutes / speed:0.#} minutes after. Ctrl-C ends it."));

        using var telling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var teller = TellAsync(player, runner, tally, output, time, telling.Token);
        var cancelled = false;
        try
        {
            await runner.RunAsync(new HttpIntake(site, services, tally, time), time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cancelled = true;
        }

        await telling.CancelAsync();
        await teller;
        await SummariseAsync(runner.Progress, tally, output);
        return cancelled ? ExitCodes.Cancelled
            : runner.Progress is { Stored: > 0, Refused: 0, Failed: 0, Skipped: 0 } ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    private static async Task TellAsync(ScenarioPlayer player, ScenarioRunner runner, StatusTally tally, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TellEvery, time);
        var before = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var moment = player.ReadyAt + (time.GetUtcNow() - player.ReadyAt) * runner.Speed;
                var passed = moment - MinuteBucket.Start(player.OnsetMinute);
                var stored = runner.Progress.Stored;
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"T{passed.TotalMinutes:+0.0;-0.0} min  stored {stored} (+{stored - before})  counted {runner.Progress.Counted}  answers {tally}"));
                before = stored;
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the summary follows.
        }
    }

    private static async Task SummariseAsync(ScenarioProgress progress, StatusTally tally, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Stored {progress.Stored}, counted {progress.Counted}, refused {progress.Refused}, given up {progress.Failed}, left out {progress.Skipped}, retries {progress.Retries}, official updates {progress.Updates}."));
        await output.WriteLineAsync($"Answers: {tally}.");
        if (progress.LastError is { } last)
        {
            await output.WriteLineAsync($"Last error: {last.Message}");
        }

        if (progress.Stored > 20 && progress.Counted < progress.Stored / 2)
        {
            await output.WriteLineAsync("Most reports did not count: does the site believe X-Forwarded-For from here (ForwardedHeaders__KnownProxies__0)?");
        }
    }
}
