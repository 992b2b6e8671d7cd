using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reports.Benchmarks.Peers;
using Reports.Benchmarks.Worlds;
using Reports.Detection.Evaluation;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks;

/// <summary><c>worlds</c>: ours, a rule of others and the reference that knows the truth, in simulated worlds that nothing was tuned on.</summary>
internal static class WorldsVerb
{
    private const int SurpriseSeeds = 2;
    private static readonly string[] Levels = ["country", "macro"];

    public static Command Create()
    {
        var seeds = new Option<int>("--seed-offset") { Description = "Added to every seed: other worlds of the same kinds." };
        var tune = new Option<bool>("--tune-reference") { Description = "Only the reference's threshold, over a grid on Like101 1." };
        var only = new Option<string?>("--only") { Description = "Detectors whose name contains this." };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("worlds", "The detector in simulated worlds of unseen seeds and other assumptions, beside what the true baseline would allow.") { seeds, tune, only, results };
        command.SetAction((result, cancellationToken) => result.GetValue(tune)
            ? Console.Out.WriteAsync(ReferenceTuning.Of(World.Generate(WorldOptions.Like101, 1)))
            : RunAsync(result.GetValue(seeds), result.GetValue(only), result.GetValue(results), cancellationToken));
        return command;
    }

    /// <summary>Ours, the best of the rules of others, and the reference of this world.</summary>
    public static IReadOnlyList<Peer> Detectors(World world) =>
    [
        PeerList.All[0],
        new("reference, told the true baseline", (tree, service) => new TrueBaselineReference(tree, service, world.Baseline)),
        PeerList.All.Single(peer => peer.Name.StartsWith("Poisson CUSUM, tuned", StringComparison.Ordinal)),
    ];

    private static async Task RunAsync(int offset, string? only, FileInfo? results, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var (levels, events, sizes) = (new List<WorldScore>(), new StringBuilder(), new StringBuilder());
        var surprises = new List<WorldScore>();
        var stories = new Dictionary<string, List<ToldStory>>(StringComparer.Ordinal);
        bool IsAsked(Peer peer) => only is null || peer.Name.Contains(only, StringComparison.OrdinalIgnoreCase);
        foreach (var (options, seed) in Presets().Select(preset => (preset.Options, preset.Seed + offset)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var world = World.Generate(options, seed);
            (stories.TryGetValue(options.Name, out var told) ? told : stories[options.Name] = []).AddRange(Calibration.Stories(world.Counts, world.Regions, world.Truth));
            sizes.AppendLine(CultureInfo.InvariantCulture, $"| {world.Name} | {world.Counts.Rows.Sum(row => (long)row.Count) / 1e6:F1} | {Asked(world, "country")} | {Asked(world, "macro")} | {world.Truth.Nuisances.Count(nuisance => nuisance.Series.EndsWith('*') && nuisance.Start >= options.ScoreFrom)} |");
            foreach (var peer in Detectors(world).Where(IsAsked))
            {
                var alarms = Alarms(world, peer);
                levels.AddRange(Scores(world, peer, alarms));
                var noticed = OutageScorer.ScoreEvents(world.Truth, alarms);
                events.AppendLine(CultureInfo.InvariantCulture, $"| {world.Name} | {peer.Name} | {noticed.Noticed} of {noticed.Events} | {WorldScore.Delay(noticed.FirstNoticeMedian)}/{WorldScore.Delay(noticed.FirstNotice90)} | {noticed.ScopeJaccard ?? 0:F2} |");
            }

            await Console.Error.WriteLineAsync($"{world.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
        }

        foreach (var (name, change) in WorldOptions.Surprises)
        {
            for (var seed = 1; seed <= SurpriseSeeds; seed++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var world = World.Generate(change(WorldOptions.Like101) with { Name = name }, seed + offset);
                surprises.AddRange(Detectors(world).Take(2).Where(IsAsked).SelectMany(peer => Scores(world, peer, Alarms(world, peer))));
            }

            await Console.Error.WriteLineAsync($"{name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
        }

        var text = $"""
            # Detection in simulated worlds

                dotnet run -c Release --project bench/Reports.Benchmarks -- worlds --results bench/results/worlds.md

            {await Machine.DescribeAsync()} All worlds took {Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s.

            Worlds are drawn by the assumptions in `bench/Reports.Benchmarks/Worlds/WorldOptions.cs`: 24 services × 12 countries in 3 macro-regions, one-minute counts of
            six weeks, weeks five and six scored. Like101 assumes what outage-dev-101 shows. Rough doubles the hourly noise, clumps all series, shifts the day of some countries,
            moves clocks without telling in the fifth week, and has a service that is complained about day and night at a wandering level, one that appears in the third week,
            more and longer outages, and three times as many blips of up to three minutes. Other has the lumps, half of the noise, the shifted days, the outages and the service that is
            always complained about, without the rest. The reference is told every series' true baseline and dispersion and
            judges each series by itself; its one threshold was chosen on Like101 1. Nothing else was tuned on any of these worlds.
            Score and false alarms are as in [detection.md](detection.md).

            | world | reports, millions | outages of a country | of a macro-region | nuisances, scored weeks |
            |---|---|---|---|---|
            {sizes}
            ## Means
            {Means(levels)}
            ## One surprise at a time
            Like101 with one of the things that make Rough rough; means of seeds 1 to {SurpriseSeeds}.

            {OneAtATime([.. levels.Where(score => score.Preset is "Like101" && score.Seed <= SurpriseSeeds + offset), .. surprises])}
            ## Confidence
            {string.Join('\n', stories.Select(preset => $"{preset.Key}. {Calibration.Table(preset.Value)}"))}
            ## Every world
            {WorldScore.Header("world")}
            {string.Join('\n', levels.Select(score => score.Row()))}

            Whole outages (an event of one service), over all levels:

            | world | detector | noticed | first notice 50/90 % | countries found within 30 min (Jaccard) |
            |---|---|---|---|---|
            {events}
            """.ReplaceLineEndings("\n").TrimEnd() + "\n";
        await Console.Out.WriteAsync(text);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text, cancellationToken);
        }
    }

    private static List<RaisedAlarm> Alarms(World world, Peer peer) =>
        [.. MinuteBacktest.Run(world.Counts, world.Regions, peer.Of).Select(alarm => new RaisedAlarm(alarm.Series, alarm.Start, alarm.End))];

    private static IEnumerable<WorldScore> Scores(World world, Peer peer, List<RaisedAlarm> alarms) =>
        Levels.Select(level => new WorldScore(world.Options.Name, world.Seed, peer.Name, OutageScorer.ScoreLevel(world.Truth, alarms, level)));

    public static IEnumerable<(WorldOptions Options, int Seed)> Presets() =>
        Enumerable.Range(1, 4).Select(seed => (WorldOptions.Like101, seed))
            .Concat(Enumerable.Range(1, 3).Select(seed => (WorldOptions.Other, seed)))
            .Concat(Enumerable.Range(1, 3).Select(seed => (WorldOptions.Rough, seed)));

    private static int Asked(World world, string level) =>
        world.Labels.Count(label => label.Outage.Detectable && label.Outage.Start >= world.Options.ScoreFrom && string.Equals(label.Level, level, StringComparison.Ordinal));

    private static string OneAtATime(IEnumerable<WorldScore> scores)
    {
        var text = new StringBuilder("| world | detector | country: recall | false alarms | score | macro: recall | false alarms | score |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var same in scores.GroupBy(score => (score.Preset, score.Detector)).Where(same => !same.Key.Detector.StartsWith("Poisson", StringComparison.Ordinal)))
        {
            var cells = same.GroupBy(score => score.Score.Level, StringComparer.Ordinal).Select(level => WorldScore.Mean([.. level]))
                .Select(mean => string.Create(CultureInfo.InvariantCulture, $"{mean.Recall:F3} | {mean.FalseAlarmsPerSeriesWeek:F3} | {mean.OutageScore:F1}"));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {same.Key.Preset} | {same.Key.Detector} | {string.Join(" | ", cells)} |");
        }

        return text.ToString();
    }

    /// <summary>The mean of each preset by detector and level, and what is lost from the first preset to the others.</summary>
    private static string Means(List<WorldScore> levels)
    {
        var text = new StringBuilder($"{WorldScore.Header("preset")}\n");
        var means = levels.GroupBy(score => (score.Detector, score.Score.Level, score.Preset)).Select(same => WorldScore.Mean([.. same])).ToList();
        foreach (var mean in means.OrderBy(mean => mean.Preset, StringComparer.Ordinal))
        {
            text.AppendLine(mean.Row());
        }

        text.Append("\n| detector | level | score Like101 | other preset | score | drop |\n|---|---|---|---|---|---|\n");
        foreach (var all in means.GroupBy(mean => (mean.Detector, mean.Level)))
        {
            foreach (var other in all.Skip(1))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {all.Key.Detector} | {all.Key.Level} | {all.First().OutageScore:F1} | {other.Preset} | {other.OutageScore:F1} | {all.First().OutageScore - other.OutageScore:F1} |");
            }
        }

        return text.ToString();
    }
}
