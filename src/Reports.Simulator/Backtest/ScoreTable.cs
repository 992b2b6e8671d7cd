using System.Globalization;
using System.Text;
using Reports.Detection.Evaluation;

namespace Reports.Simulator.Backtest;

/// <summary>Prints scores the way the benchmark's own scorer does, so that the two can be compared line by line.</summary>
internal static class ScoreTable
{
    private static readonly string[] Levels = ["country", "macro", "global"];

    public static string Of(FileInfo truthFile, FileInfo alarmsFile)
    {
        var truth = new TruthFile(truthFile);
        var alarms = AlarmFile.Read(alarmsFile);
        var text = new StringBuilder();
        switch (truth.Mode)
        {
            case "outage":
                var (outages, raised) = (truth.Outages(), TruthFile.Numbered(alarms));
                foreach (var level in Levels)
                {
                    Append(text, OutageScorer.ScoreLevel(outages, raised, level));
                }

                Append(text, OutageScorer.ScoreEvents(outages, raised));
                break;
            case "weekly":
                Append(text, WeeklyScorer.Score(truth.Outbreaks(), TruthFile.Numbered(alarms)));
                break;
            case "nab":
                var (windows, inWindows) = truth.Windows(alarms);
                Append(text, NabScorer.Score(windows, inWindows));
                break;
            case "points":
                var (points, atPoints) = truth.Points(alarms);
                Append(text, PointScorer.Score(points, atPoints));
                break;
            case var other:
                throw new InvalidDataException($"{truthFile.Name}: mode '{other}' is not outage, weekly, nab or points.");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, LevelScore s)
    {
        Line(text, $"== {s.Level}");
        Line(text, "level", s.Level);
        Line(text, "series", s.Series);
        Line(text, "labels", s.Outages);
        Line(text, "detected", s.Detected);
        Line(text, "recall", Rounded(s.Recall));
        Line(text, "precision", Rounded(s.Precision));
        Line(text, "f1", Rounded(s.F1));
        Line(text, "recall10", Rounded(s.Recall10));
        Line(text, "delay_median", s.DelayMedian);
        Line(text, "delay_p90", s.Delay90);
        Line(text, "excess_median", s.ExcessMedian);
        Line(text, "false_alarms", s.FalseAlarms);
        Line(text, "fa_per_series_week", Rounded(s.FalseAlarmsPerSeriesWeek, 4));
        Line(text, "fa_causes", Listed(s.FalseAlarmCauses.Select(c => (c.Key, $"{c.Value}"))));
        Line(text, "repeats_per_hit", Rounded(s.RepeatsPerHit, 2));
        Line(text, "end_lag_median", s.EndLagMedian);
        Line(text, "outage_score", Rounded(s.OutageScore, 2));
    }

    private static void Append(StringBuilder text, EventScore s)
    {
        Line(text, "== events");
        Line(text, "events", s.Events);
        Line(text, "noticed", s.Noticed);
        Line(text, "event_recall", Rounded(s.Recall));
        Line(text, "first_notice_median", s.FirstNoticeMedian);
        Line(text, "first_notice_p90", s.FirstNotice90);
        Line(text, "scope_jaccard_30min", s.ScopeJaccard is { } jaccard ? Rounded(jaccard) : null);
    }

    private static void Append(StringBuilder text, WeeklyScore s)
    {
        Line(text, "== weekly");
        Line(text, "series", s.Series);
        Line(text, "fpr", Rounded(s.FalsePositiveRate, 4));
        Line(text, "specificity", Rounded(s.Specificity, 4));
        Line(text, "pod", Rounded(s.Detected));
        Line(text, "pod_week1", Rounded(s.DetectedAtOnce));
        Line(text, "sensitivity", Rounded(s.Sensitivity));
        Line(text, "ppv", Rounded(s.Precision));
        Line(text, "f1", Rounded(s.F1));
        Line(text, "mean_delay_weeks", s.MeanDelay is { } delay ? Rounded(delay) : null);
        Line(text, "pod_by_k", Listed(s.DetectedByStrength.OrderBy(k => k.Key).Select(k => ($"{k.Key}", Rounded(k.Value, 2)))));
    }

    private static void Append(StringBuilder text, NabScore s)
    {
        Line(text, "== nab");
        Line(text, "nab", Listed(NabProfile.Usual.Select(p => (p.Name, Rounded(s.Profiles[p.Name], 2)))));
        Line(text, "windows", s.Windows);
        Line(text, "windows_hit", s.WindowsHit);
        Line(text, "detections_in_windows", s.Inside);
        Line(text, "false_detections", s.FalseAlarms);
        Line(text, "fa_per_series_week", Rounded(s.FalseAlarmsPerSeriesWeek));
        Line(text, "recall", Rounded(s.Recall));
        Line(text, "precision", Rounded(s.Precision));
        Line(text, "f1", Rounded(s.F1));
        Line(text, "delay_vs_label_median_min", s.DelayMedian is { } delay ? Rounded(delay, 6) : null);
        Line(text, "per_file", Listed(s.BySeries.Select(f => (f.Key, Rounded(f.Value)))));
    }

    private static void Append(StringBuilder text, PointScore s)
    {
        Line(text, "== points");
        Line(text, "series", s.Series);
        Line(text, "events", s.Events);
        Line(text, "detected", s.Detected);
        Line(text, "event_recall", Rounded(s.Recall));
        Line(text, "event_precision", Rounded(s.Precision));
        Line(text, "event_f1", Rounded(s.F1));
        Line(text, "delay_buckets_median", s.DelayMedian);
        Line(text, "delay_buckets_p90", s.Delay90);
        Line(text, "false_alarms", s.FalseAlarms);
        Line(text, "fa_per_series_week", Rounded(s.FalseAlarmsPerSeriesWeek));
        Line(text, "point_recall", Rounded(s.PointRecall));
        Line(text, "point_precision", Rounded(s.PointPrecision));
        Line(text, "point_f1", Rounded(s.PointF1));
    }

    /// <summary>
    /// The nearest decimal, with at least one digit after the point. A product that looks like a tie seldom is one: what the multiplication cut
    /// off decides, and only a true tie goes to the even neighbour.
    /// </summary>
    private static string Rounded(double value, int digits = 3)
    {
        var scale = Math.Pow(10, digits);
        var scaled = value * scale;
        var cut = Math.FusedMultiplyAdd(value, scale, -scaled);
        var looksTied = Math.Abs(scaled - Math.Truncate(scaled)) == 0.5;
        var whole = looksTied && cut != 0 ? Math.Round(scaled, cut > 0 ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToNegativeInfinity) : Math.Round(scaled);
        return (whole / scale).ToString("0.0#########", CultureInfo.InvariantCulture);
    }

    private static string Listed(IEnumerable<(string Name, string Value)> values) => $"{{{string.Join(", ", values.Select(v => $"'{v.Name}': {v.Value}"))}}}";

    private static void Line(StringBuilder text, string name, object? value) => Line(text, string.Create(CultureInfo.InvariantCulture, $"  {name,-24} {value ?? "None"}"));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
