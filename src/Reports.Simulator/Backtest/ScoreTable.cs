using System.Globalization;
using System.Text;
using Reports.Detection.Evaluation;

namespace Reports.Simulator.Backtest;

/// <summary>Prints scores the way the benchmark's scorer does, so that the two can be compared line by line.</summary>
internal static class ScoreTable
{
    private static readonly string[] Levels = ["country", "macro", "global"];

    public static string Of(OutageTruth truth, IReadOnlyList<RaisedAlarm> alarms)
    {
        var text = new StringBuilder();
        foreach (var level in Levels)
        {
            Append(text, OutageScorer.ScoreLevel(truth, alarms, level));
        }

        Append(text, OutageScorer.ScoreEvents(truth, alarms));
        return text.ToString();
    }

    private static void Append(StringBuilder text, LevelScore s)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"== {s.Level}");
        Line(text, "series", s.Series);
        Line(text, "labels", s.Outages);
        Line(text, "detected", s.Detected);
        Line(text, "recall", Rounded(s.Recall));
        Line(text, "precision", Rounded(s.Precision));
        Line(text, "f1", Rounded(s.F1));
        Line(text, "recall10", Rounded(s.Recall10));
        Line(text, "delay_median", s.DelayMedian);
        Line(text, "delay_p90", s.Delay90);
        Line(text, "false_alarms", s.FalseAlarms);
        Line(text, "fa_per_series_week", Math.Round(s.FalseAlarmsPerSeriesWeek, 4));
        Line(text, "fa_causes", "{" + string.Join(", ", s.FalseAlarmCauses.Select(c => $"'{c.Key}': {c.Value}")) + "}");
        Line(text, "repeats_per_hit", Math.Round(s.RepeatsPerHit, 2));
        Line(text, "end_lag_median", s.EndLagMedian);
        Line(text, "outage_score", Math.Round(s.OutageScore, 2));
    }

    private static void Append(StringBuilder text, EventScore s)
    {
        text.AppendLine("== events");
        Line(text, "events", s.Events);
        Line(text, "noticed", s.Noticed);
        Line(text, "event_recall", Rounded(s.Recall));
        Line(text, "first_notice_median", s.FirstNoticeMedian);
        Line(text, "first_notice_p90", s.FirstNotice90);
        Line(text, "scope_jaccard_30min", s.ScopeJaccard is { } jaccard ? Rounded(jaccard) : null);
    }

    private static double Rounded(double value) => Math.Round(value, 3);

    private static void Line(StringBuilder text, string name, object? value) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-24} {value ?? "None"}");
}
