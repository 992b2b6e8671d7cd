using Reports.Detection.Detectors;

namespace Reports.Simulator.Backtest;

/// <summary>Turns the verdicts of one service, minute by minute, into alarm episodes.</summary>
internal sealed class AlarmLog(RecordedRegions regions, int service)
{
    private readonly List<AlarmEpisode> episodes = [];
    private readonly int[] start = new int[regions.Tree.Count];
    private readonly double[] severity = new double[regions.Tree.Count];
    private readonly bool[] open = new bool[regions.Tree.Count];
    private readonly bool[] seen = new bool[regions.Tree.Count];

    public void Note(int minute, ReadOnlySpan<SeriesVerdict> verdicts)
    {
        Array.Clear(seen);
        foreach (ref readonly var verdict in verdicts)
        {
            if (verdict.Level != AlarmLevel.Alarm)
            {
                continue;
            }

            var region = verdict.Region;
            if (!open[region])
            {
                (open[region], start[region], severity[region]) = (true, minute + 1, 0);
            }

            severity[region] = Math.Max(severity[region], verdict.Evidence);
            seen[region] = true;
        }

        for (var region = 0; region < open.Length; region++)
        {
            if (open[region] && !seen[region])
            {
                End(region, minute + 1);
            }
        }
    }

    public List<AlarmEpisode> Close(int end)
    {
        for (var region = 0; region < open.Length; region++)
        {
            if (open[region])
            {
                End(region, end);
            }
        }

        return episodes;
    }

    private void End(int region, int end)
    {
        open[region] = false;
        episodes.Add(new AlarmEpisode($"{regions.Services[service]}|{regions.Tree[region].Id}", start[region], end, severity[region]));
    }
}
