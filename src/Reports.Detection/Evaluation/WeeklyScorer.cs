namespace Reports.Detection.Evaluation;

/// <summary>Scores weekly flags by the measures of Noufaily et al. 2013 (Statistics in Medicine 32:1206, §4).</summary>
public static class WeeklyScorer
{
    /// <param name="alarms">In weeks; every week from the start to before the end of one is flagged. Those of unknown series do not count.</param>
    public static WeeklyScore Score(WeeklyTruth truth, IReadOnlyList<RaisedAlarm> alarms)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var bySeries = alarms.ToLookup(a => a.Series, StringComparer.Ordinal);
        int ill = 0, illFlagged = 0, calm = 0, calmFlagged = 0, atOnce = 0;
        var delays = new List<int>();
        var byStrength = new SortedDictionary<int, List<bool>>();
        foreach (var outbreak in truth.Series)
        {
            var flagged = bySeries[outbreak.Series].SelectMany(a => Enumerable.Range(a.Start, Math.Max(0, a.End - a.Start))).ToHashSet();
            for (var week = truth.ScoreFrom; week < truth.Weeks; week++)
            {
                var flag = flagged.Contains(week) ? 1 : 0;
                if (outbreak.Weeks.Contains(week))
                {
                    ill++;
                    illFlagged += flag;
                }
                else if (week < outbreak.Start || week > outbreak.End)
                {
                    calm++;
                    calmFlagged += flag;
                }
            }

            var hits = flagged.Where(week => week >= outbreak.Start && week <= outbreak.End).ToList();
            if (hits.Count > 0)
            {
                delays.Add(hits.Min() - outbreak.Start);
            }

            atOnce += flagged.Contains(outbreak.Start) ? 1 : 0;
            if (!byStrength.TryGetValue(outbreak.Strength, out var found))
            {
                byStrength.Add(outbreak.Strength, found = []);
            }

            found.Add(hits.Count > 0);
        }

        var (sensitivity, precision) = (Ratios.Share(illFlagged, ill), Ratios.Share(illFlagged, illFlagged + calmFlagged));
        return new WeeklyScore(
            truth.Series.Count,
            Ratios.Share(calmFlagged, calm),
            Ratios.Share(calm - calmFlagged, calm),
            Ratios.Share(delays.Count, truth.Series.Count),
            Ratios.Share(atOnce, truth.Series.Count),
            sensitivity,
            precision,
            Ratios.F1(sensitivity, precision),
            delays.Count == 0 ? null : delays.Average(),
            byStrength.ToDictionary(s => s.Key, s => Ratios.Share(s.Value.Count(hit => hit), s.Value.Count)));
    }
}
