using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Simulator.Backtest;

/// <summary>
/// Replays recorded minutes through a detector per service, strictly online: a detector is handed one minute at a time and
/// has no way to ask for another.
/// </summary>
internal static class MinuteBacktest
{
    /// <summary>
    /// Rows an ordinary minute must have before an empty one is taken for a gap in the recording: at eight, chance leaves a
    /// minute empty once in three thousand.
    /// </summary>
    private const double GapRows = 8;

    // The mean is over about the last hour.
    private const double GapSmoothing = 1.0 / 60;

    /// <param name="cores">How many services are replayed side by side at most; −1 for as many as the machine has.</param>
    public static List<AlarmEpisode> Run(RecordedCounts counts, RecordedRegions regions, Func<RegionTree, int, IDetector> detectorOf, int cores = -1)
    {
        if (counts.Rows.Count == 0)
        {
            return [];
        }

        var first = counts.Rows[0].Minute;
        var missing = Gaps(counts, first);
        var byService = ByService(counts, regions);
        var episodes = new List<AlarmEpisode>[regions.Services.Count];
        Parallel.For(0, regions.Services.Count, new ParallelOptions { MaxDegreeOfParallelism = cores }, service =>
        {
            var detector = detectorOf(regions.Tree, service);
            episodes[service] = RunService(regions, service, byService[service], missing, first, detector);
        });
        return [.. episodes.SelectMany(e => e)];
    }

    private static List<AlarmEpisode> RunService(
        RecordedRegions regions, int service, List<MinuteRow> rows, bool[] missing, int first, IDetector detector)
    {
        var log = new AlarmLog(regions, service);
        var minuteCounts = new List<RegionCount>();
        var next = 0;
        for (var i = 0; i < missing.Length; i++)
        {
            var minute = first + i;
            minuteCounts.Clear();
            for (; next < rows.Count && rows[next].Minute == minute; next++)
            {
                minuteCounts.Add(new RegionCount(regions.Places[rows[next].Series].Region, rows[next].Fresh, rows[next].Count));
            }

            if (missing[i])
            {
                detector.AdvanceMissing(minute);
            }
            else
            {
                detector.Advance(minute, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(minuteCounts));
            }

            log.Note(minute, detector.Verdicts);
        }

        return log.Close(first + missing.Length);
    }

    private static List<MinuteRow>[] ByService(RecordedCounts counts, RecordedRegions regions)
    {
        var rows = new List<MinuteRow>[regions.Services.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [];
        }

        foreach (var row in counts.Rows)
        {
            rows[regions.Places[row.Series].Service].Add(row);
        }

        return rows;
    }

    /// <summary>Which minutes were not recorded, judged by the minutes before: nothing anywhere, where rows are plenty.</summary>
    private static bool[] Gaps(RecordedCounts counts, int first)
    {
        var rows = new int[counts.Rows[^1].Minute - first + 1];
        foreach (var row in counts.Rows)
        {
            rows[row.Minute - first]++;
        }

        var missing = new bool[rows.Length];
        var usual = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            missing[i] = rows[i] == 0 && usual >= GapRows;
            usual += missing[i] ? 0 : GapSmoothing * (rows[i] - usual);
        }

        return missing;
    }
}
