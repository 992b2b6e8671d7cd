using System.Runtime.InteropServices;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>Alarms by chance, blind to the counts: what luck alone scores. The same seed gives the same alarms.</summary>
/// <param name="probability">Chance per region and minute that an alarm starts, [0, 1].</param>
/// <param name="minutes">Minutes each alarm lasts, ≥ 1.</param>
public sealed class RandomDetector(RegionTree tree, int seed, double probability, int minutes) : IDetector
{
    // Not for secrets: the point is that a run can be repeated.
#pragma warning disable CA5394
    private readonly Random random = new(seed);
    private readonly int[] raised = Enumerable.Repeat(int.MinValue, tree.Count).ToArray();
    private readonly List<SeriesVerdict> verdicts = [];

    public ReadOnlySpan<SeriesVerdict> Verdicts => CollectionsMarshal.AsSpan(verdicts);

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts) => AdvanceMissing(minute);

    public void AdvanceMissing(int minute)
    {
        verdicts.Clear();
        for (var region = 0; region < raised.Length; region++)
        {
            var draw = random.NextDouble();
            if (raised[region] != int.MinValue && minute - raised[region] >= minutes)
            {
                raised[region] = int.MinValue;
            }

            if (raised[region] == int.MinValue && draw < probability)
            {
                raised[region] = minute;
            }

            if (raised[region] != int.MinValue)
            {
                verdicts.Add(new SeriesVerdict(region, AlarmLevel.Alarm, 1, raised[region], raised[region], 1, 1, 1, false, region));
            }
        }
    }
#pragma warning restore CA5394
}
