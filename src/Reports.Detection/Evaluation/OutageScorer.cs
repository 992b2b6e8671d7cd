namespace Reports.Detection.Evaluation;

/// <summary>Scores alarms against the truth, in the manner the benchmark's own scorer defines.</summary>
public static class OutageScorer
{
    private const double HalfLifeMinutes = 15;
    private const double FalseAlarmCost = 0.11;
    private const int PromptMinutes = 10;

    /// <summary>A false alarm this many minutes after a nuisance is still put down to it.</summary>
    private const int NuisanceTailMinutes = 15;

    private const int ScopeMinutes = 30;
    private const double MinutesPerWeek = 7 * 1440;

    public static LevelScore ScoreLevel(OutageTruth truth, IReadOnlyList<RaisedAlarm> alarms, string level)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var series = truth.LevelOf.Where(p => string.Equals(p.Value, level, StringComparison.Ordinal)).Select(p => p.Key).ToList();
        var outages = truth.Outages.ToLookup(o => o.Series, StringComparer.Ordinal);
        var bySeries = alarms.ToLookup(a => a.Series, StringComparer.Ordinal);
        var tally = new Tally();
        foreach (var name in series)
        {
            var raised = bySeries[name].Where(a => a.Start >= truth.ScoreFrom).OrderBy(a => a.Start).ThenBy(a => a.End).ToList();
            var used = new HashSet<int>();
            foreach (var outage in outages[name].OrderBy(o => o.Start))
            {
                Match(outage, raised, used, tally, truth.ScoreFrom);
            }

            for (var i = 0; i < raised.Count; i++)
            {
                if (!used.Contains(i))
                {
                    tally.FalseAlarm(Cause(truth, name, raised[i].Start));
                }
            }
        }

        return tally.Score(level, series.Count, (truth.Minutes - truth.ScoreFrom) / MinutesPerWeek);
    }

    public static EventScore ScoreEvents(OutageTruth truth, IReadOnlyList<RaisedAlarm> alarms)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var bySeries = alarms.ToLookup(a => a.Series, StringComparer.Ordinal);
        var countries = alarms.Select(a => a.Series).Distinct(StringComparer.Ordinal)
            .Where(s => string.Equals(truth.LevelOf.GetValueOrDefault(s), "country", StringComparison.Ordinal))
            .ToLookup(Service, StringComparer.Ordinal);
        var delays = new List<int>();
        var overlaps = new List<double>();
        var events = 0;
        foreach (var group in truth.Outages.Where(o => o.Start >= truth.ScoreFrom).GroupBy(o => (o.Event, Service(o.Series))))
        {
            var parts = group.ToList();
            if (!parts.Exists(o => o.Detectable))
            {
                continue;
            }

            events++;
            var (start, end) = (parts[0].Start, parts[0].End);
            var notices = parts.SelectMany(o => bySeries[o.Series]).Where(a => a.Start > start && a.Start <= end).ToList();
            if (notices.Count == 0)
            {
                continue;
            }

            delays.Add(notices.Min(a => a.Start) - start);
            var affected = parts.Where(o => o.Detectable && IsCountry(truth, o)).Select(o => o.Series).ToHashSet(StringComparer.Ordinal);
            var faint = parts.Where(o => !o.Detectable && IsCountry(truth, o)).Select(o => o.Series).ToHashSet(StringComparer.Ordinal);
            var limit = Math.Min(end, start + ScopeMinutes);
            var found = countries[group.Key.Item2]
                .Where(s => !faint.Contains(s) && bySeries[s].Any(a => a.Start > start && a.Start <= limit))
                .ToHashSet(StringComparer.Ordinal);
            if (affected.Count > 0)
            {
                overlaps.Add((double)found.Count(affected.Contains) / (found.Count + affected.Count(s => !found.Contains(s))));
            }
        }

        return new EventScore(
            events,
            delays.Count,
            Ratios.Share(delays.Count, events),
            Ratios.Percentile(delays, 0.5),
            Ratios.Percentile(delays, 0.9),
            overlaps.Count == 0 ? null : overlaps.Average());
    }

    private static void Match(LabelledOutage outage, List<RaisedAlarm> raised, HashSet<int> used, Tally tally, int scoreFrom)
    {
        var tail = Enumerable.Range(0, raised.Count)
            .Where(i => raised[i].Start >= outage.Start && raised[i].Start <= outage.TailEnd).ToList();
        used.UnionWith(tail);
        if (outage.Start < scoreFrom || !outage.Detectable)
        {
            return;
        }

        tally.Outages++;
        var hit = raised.FindIndex(a => a.Start > outage.Start && a.Start <= outage.End);
        if (hit >= 0)
        {
            tally.Hit(raised[hit].Start - outage.Start, outage.ReferenceDelay, tail.Count - 1, raised[tail[^1]].End - outage.End);
        }
    }

    private static string Cause(OutageTruth truth, string series, int start)
    {
        bool Explains(LabelledNuisance n) => n.Start <= start && start <= n.End + NuisanceTailMinutes;
        var own = truth.Nuisances.LastOrDefault(n => string.Equals(n.Series, series, StringComparison.Ordinal) && Explains(n));
        var everywhere = truth.Nuisances.LastOrDefault(n => string.Equals(n.Series, "*", StringComparison.Ordinal) && Explains(n));
        return (everywhere ?? own)?.Kind ?? "baseline";
    }

    private static bool IsCountry(OutageTruth truth, LabelledOutage outage) =>
        string.Equals(truth.LevelOf.GetValueOrDefault(outage.Series), "country", StringComparison.Ordinal);

    private static string Service(string series) => series.Split('|')[0];

    private sealed class Tally
    {
        private readonly List<int> delays = [];
        private readonly List<int> excesses = [];
        private readonly List<int> endLags = [];
        private readonly SortedDictionary<string, int> causes = new(StringComparer.Ordinal);
        private double credit;
        private int repeats;
        private int falseAlarms;

        public int Outages { get; set; }

        public void Hit(int delay, int? reference, int repeated, int endLag)
        {
            delays.Add(delay);
            excesses.Add(delay - (reference ?? delay));
            endLags.Add(endLag);
            credit += Math.Pow(2, -delay / HalfLifeMinutes);
            repeats += repeated;
        }

        public void FalseAlarm(string cause)
        {
            falseAlarms++;
            causes[cause] = causes.GetValueOrDefault(cause) + 1;
        }

        public LevelScore Score(string level, int series, double weeks)
        {
            var recall = Ratios.Share(delays.Count, Outages);
            var precision = Ratios.Share(delays.Count, delays.Count + falseAlarms);
            return new LevelScore(
                level,
                series,
                Outages,
                delays.Count,
                recall,
                precision,
                Ratios.F1(recall, precision),
                Ratios.Share(delays.Count(d => d <= PromptMinutes), Outages),
                Ratios.Percentile(delays, 0.5),
                Ratios.Percentile(delays, 0.9),
                Ratios.Percentile(excesses, 0.5),
                falseAlarms,
                Ratios.Share(falseAlarms, series * weeks),
                causes,
                Ratios.Share(repeats, delays.Count),
                Ratios.Percentile(endLags, 0.5),
                Ratios.Share(100 * (credit - (FalseAlarmCost * falseAlarms)), Outages));
        }
    }
}
