namespace Reports.Detection.Evaluation;

/// <summary>
/// Scores alarms as the Numenta Anomaly Benchmark does (Lavin, A. and Ahmad, S. 2015, Evaluating real-time anomaly detection algorithms, §II.B–C).
/// Only the start of an alarm counts.
/// </summary>
public static class NabScorer
{
    /// <summary>The first 15 % of a series, and of no more than 5000 rows, are for learning: alarms there do not count.</summary>
    private const double LearningShare = 0.15;
    private const double MostRows = 5000;

    /// <summary>So many widths of the window behind it, a false alarm costs all it can.</summary>
    private const double FarBehind = 3;

    private const double Steepness = 5;

    /// <param name="alarms">In rows of their series. Those of unknown series, or starting past the last row, do not count.</param>
    public static NabScore Score(IReadOnlyList<WindowedSeries> truth, IReadOnlyList<RaisedAlarm> alarms)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var bySeries = alarms.ToLookup(a => a.Series, StringComparer.Ordinal);
        var sums = NabProfile.Usual.ToDictionary(p => p.Name, _ => 0.0, StringComparer.Ordinal);
        var standard = new Dictionary<string, double>(StringComparer.Ordinal);
        var delays = new List<double>();
        int hit = 0, inside = 0, outside = 0;
        var weeks = 0.0;
        foreach (var series in truth)
        {
            var learning = (int)Math.Floor(LearningShare * Math.Min(series.Times.Count, MostRows));
            var raised = bySeries[series.Series].Select(a => a.Start).Where(row => row >= learning && row < series.Times.Count).Order().ToList();
            foreach (var profile in NabProfile.Usual)
            {
                sums[profile.Name] += Sum(series, learning, raised, profile);
            }

            standard[series.Series] = Sum(series, learning, raised, NabProfile.Standard);

            weeks += (series.Times[^1] - series.Times[learning]) / TimeSpan.FromDays(7);
            var found = 0;
            foreach (var (first, last) in series.Windows)
            {
                var hits = raised.FindAll(row => row >= first && row <= last);
                if (hits.Count == 0)
                {
                    continue;
                }

                found += hits.Count;
                hit++;
                delays.AddRange(series.Labels.Where(row => row >= first && row <= last).Take(1).Select(row => (series.Times[hits[0]] - series.Times[row]).TotalMinutes));
            }

            inside += found;
            outside += raised.Count - found;
        }

        var windows = truth.Sum(s => s.Windows.Count);
        var (recall, precision) = (Ratios.Share(hit, windows), Ratios.Share(hit, hit + outside));
        return new NabScore(
            NabProfile.Usual.ToDictionary(p => p.Name, p => Ratios.Share(100 * (sums[p.Name] + (p.Miss * windows)), (p.Hit + p.Miss) * windows), StringComparer.Ordinal),
            windows,
            hit,
            inside,
            outside,
            Ratios.Share(outside, weeks),
            recall,
            precision,
            Ratios.F1(recall, precision),
            Ratios.Percentile(delays, 0.5),
            standard);
    }

    /// <summary>
    /// Σ over windows of the best hit, σ(−(rows left + 1)/rows of the window)/σ(−1), or of −miss without one, less every false alarm: all of its
    /// weight before the first window, else −σ(rows since the last window/its width) of it.
    /// </summary>
    private static double Sum(WindowedSeries series, int learning, List<int> raised, NabProfile profile)
    {
        var best = series.Windows.Select(w => w.Last >= learning ? -profile.Miss : 0).ToArray();
        var cost = 0.0;
        foreach (var row in raised)
        {
            var at = series.Windows.Count(w => w.First <= row) - 1;
            if (at < 0)
            {
                cost += profile.FalseAlarm;
                continue;
            }

            var (first, last) = series.Windows[at];
            if (row <= last)
            {
                best[at] = Math.Max(best[at], profile.Hit * Sigmoid(-(last - row + 1) / (double)(last - first + 1)) / Sigmoid(-1));
            }
            else
            {
                cost -= profile.FalseAlarm * Sigmoid((row - last) / (double)(last - first));
            }
        }

        return best.Sum() - cost;
    }

    /// <summary>σ(y) = 2/(1 + e^(5y)) − 1, from 1 far before the end of a window to −1 far behind it.</summary>
    private static double Sigmoid(double y) => y > FarBehind ? -1 : (2 / (1 + Math.Exp(Steepness * y))) - 1;
}
