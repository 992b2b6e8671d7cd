namespace Reports.Detection.Evaluation;

/// <summary>Scores alarms against labelled rows, by whole events and by single rows, as the benchmark of this project defines.</summary>
public static class PointScorer
{
    /// <summary>Rows that may be missing within an event.</summary>
    private const int Gap = 2;

    /// <summary>Rows around a label in which an alarm is not false.</summary>
    private const int Near = 1;

    private const double MinutesPerWeek = 7 * 1440;

    /// <param name="alarms">In rows of their series. Those of unknown series do not count, nor do rows beyond the last.</param>
    public static PointScore Score(IReadOnlyList<LabelledPoints> truth, IReadOnlyList<RaisedAlarm> alarms)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var bySeries = alarms.ToLookup(a => a.Series, StringComparer.Ordinal);
        int events = 0, falseAlarms = 0, labelled = 0, flagged = 0, both = 0;
        var delays = new List<int>();
        var weeks = 0.0;
        foreach (var series in truth)
        {
            var labels = series.Labels;
            var flags = new bool[labels.Count];
            foreach (var alarm in bySeries[series.Series])
            {
                var start = Math.Min(alarm.Start, flags.Length);
                flags.AsSpan()[start..Math.Clamp(alarm.End, start, flags.Length)].Fill(true);
            }

            for (var row = series.Warmup; row < labels.Count; row++)
            {
                labelled += labels[row] ? 1 : 0;
                flagged += flags[row] ? 1 : 0;
                both += labels[row] && flags[row] ? 1 : 0;
            }

            weeks += (labels.Count - series.Warmup) * series.BucketMinutes / MinutesPerWeek;
            foreach (var (first, last) in Runs(labels).Where(run => run.First >= series.Warmup))
            {
                events++;
                var hit = Array.FindIndex(flags, first, last - first + 1, flag => flag);
                if (hit >= 0)
                {
                    delays.Add(hit - first);
                }
            }

            falseAlarms += Runs(flags).Count(run => run.First >= series.Warmup && !labels.Take(Math.Max(0, run.First - Near)..(run.Last + Near + 1)).Any(label => label));
        }

        var (recall, precision) = (Ratios.Share(delays.Count, events), Ratios.Share(delays.Count, delays.Count + falseAlarms));
        var (pointRecall, pointPrecision) = (Ratios.Share(both, labelled), Ratios.Share(both, flagged));
        return new PointScore(
            truth.Count,
            events,
            delays.Count,
            recall,
            precision,
            Ratios.F1(recall, precision),
            Ratios.Percentile(delays, 0.5),
            Ratios.Percentile(delays, 0.9),
            falseAlarms,
            Ratios.Share(falseAlarms, weeks),
            pointRecall,
            pointPrecision,
            Ratios.F1(pointRecall, pointPrecision));
    }

    private static List<(int First, int Last)> Runs(IReadOnlyList<bool> rows)
    {
        var runs = new List<(int First, int Last)>();
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row] && runs.Count > 0 && row - runs[^1].Last <= Gap + 1)
            {
                runs[^1] = (runs[^1].First, row);
            }
            else if (rows[row])
            {
                runs.Add((row, row));
            }
        }

        return runs;
    }
}
