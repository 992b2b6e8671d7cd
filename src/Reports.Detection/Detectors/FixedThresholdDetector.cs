using System.Runtime.InteropServices;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>
/// Alarms while a region has at least a fixed number of counted reports in the last few minutes, whatever is usual there:
/// what most self-made status pages do, and the yardstick for everything that learns.
/// </summary>
/// <param name="reports">Counted reports in the window, ≥ 1.</param>
/// <param name="minutes">Length of the window, ≥ 1.</param>
public sealed class FixedThresholdDetector(RegionTree tree, int reports, int minutes) : IDetector
{
    private readonly int[,] window = new int[tree.Count, minutes];
    private readonly int[] sums = new int[tree.Count];
    private readonly int[] raised = Enumerable.Repeat(int.MinValue, tree.Count).ToArray();
    private readonly List<SeriesVerdict> verdicts = [];

    public ReadOnlySpan<SeriesVerdict> Verdicts => CollectionsMarshal.AsSpan(verdicts);

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
        Forget(minute);
        foreach (var count in counts)
        {
            for (var area = count.Region; area >= 0; area = tree[area].Parent)
            {
                window[area, Slot(minute)] += count.Count;
                sums[area] += count.Count;
            }
        }

        Report(minute);
    }

    public void AdvanceMissing(int minute)
    {
        Forget(minute);
        Report(minute);
    }

    private int Slot(int minute) => ((minute % minutes) + minutes) % minutes;

    private void Forget(int minute)
    {
        for (var region = 0; region < sums.Length; region++)
        {
            sums[region] -= window[region, Slot(minute)];
            window[region, Slot(minute)] = 0;
        }
    }

    private void Report(int minute)
    {
        verdicts.Clear();
        for (var region = 0; region < sums.Length; region++)
        {
            if (sums[region] < reports)
            {
                raised[region] = int.MinValue;
                continue;
            }

            if (raised[region] == int.MinValue)
            {
                raised[region] = minute;
            }

            var rate = (double)sums[region] / minutes;
            verdicts.Add(new SeriesVerdict(
                region, AlarmLevel.Alarm, sums[region], raised[region], raised[region], (double)reports / minutes, rate, rate, false, region));
        }
    }
}
