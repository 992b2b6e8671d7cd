using System.Globalization;
using Reports.Detection.Evaluation;

namespace Reports.Benchmarks.Worlds;

/// <summary>How a detector fared on one level of a world.</summary>
internal sealed record WorldScore(string Preset, int Seed, string Detector, LevelScore Score)
{
    public static string Header(string first) =>
        $"| {first} | detector | level | recall | precision | F1 | within 10 min | delay 50/90 % | false alarms | nuisances | score |\n|---|---|---|---|---|---|---|---|---|---|---|";

    public static string Delay(int? minutes) => minutes?.ToString(CultureInfo.InvariantCulture) ?? "–";

    public static MeanScore Mean(IReadOnlyList<WorldScore> scores) => new(
        scores[0].Preset,
        scores[0].Detector,
        scores[0].Score.Level,
        scores.Average(score => score.Score.Recall),
        scores.Average(score => score.Score.Precision),
        scores.Average(score => score.Score.F1),
        scores.Average(score => score.Score.Recall10),
        scores.Average(score => score.Score.DelayMedian),
        scores.Average(score => score.Score.Delay90),
        scores.Average(score => score.Score.FalseAlarmsPerSeriesWeek),
        scores.Average(score => score.Nuisances),
        scores.Average(score => score.Score.OutageScore));

    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Preset} {Seed} | {Detector} | {Score.Level} | {Score.Recall:F3} | {Score.Precision:F3} | {Score.F1:F3} | {Score.Recall10:F3} | {Delay(Score.DelayMedian)}/{Delay(Score.Delay90)} | {Score.FalseAlarmsPerSeriesWeek:F3} | {Nuisances:F0} | {Score.OutageScore:F1} |");

    /// <summary>False alarms that are put down to a blip, bots or a gap.</summary>
    private double Nuisances => Score.FalseAlarmCauses.Where(cause => cause.Key is not "baseline").Sum(cause => cause.Value);
}

/// <summary>Plain means of the worlds of a preset; delays are means of their percentiles.</summary>
internal sealed record MeanScore(
    string Preset,
    string Detector,
    string Level,
    double Recall,
    double Precision,
    double F1,
    double Recall10,
    double? DelayMedian,
    double? Delay90,
    double FalseAlarmsPerSeriesWeek,
    double Nuisances,
    double OutageScore)
{
    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Preset} | {Detector} | {Level} | {Recall:F3} | {Precision:F3} | {F1:F3} | {Recall10:F3} | {DelayMedian:F1}/{Delay90:F1} | {FalseAlarmsPerSeriesWeek:F3} | {Nuisances:F1} | {OutageScore:F1} |");
}
