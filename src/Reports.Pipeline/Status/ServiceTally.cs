using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Status;

/// <summary>Adds up the counts of one service for the board: steps of the day per region, and sums over the window and the last hour.</summary>
internal sealed class ServiceTally(SiteRegions regions, int firstMinute, int sinceMinute, int hourMinute, int dedupeMinutes)
{
    private readonly Dictionary<int, RegionTally> _regions = [];
    private readonly List<(short Problem, int Count)> _problems = [];

    private readonly SubdivisionCounts _subdivisions = new(dedupeMinutes);

    public int ReportsLastHour { get; private set; }

    public IReadOnlyCollection<int> Regions => _regions.Keys;

    public IEnumerable<(short Problem, int Count)> Problems => _problems;

    public IReadOnlyList<SubdivisionCount> Subdivisions => _subdivisions.Shown();

    public RegionTally? Find(int region) => _regions.GetValueOrDefault(region);

    public void Add(MinuteCount count)
    {
        var region = regions.IndexOf(count.Place);
        for (; region >= 0; region = regions.Tree[region].Parent)
        {
            if (!_regions.TryGetValue(region, out var tally))
            {
                _regions[region] = tally = new RegionTally();
            }

            tally.Add(count, firstMinute, sinceMinute);
        }

        if (count.Minute >= sinceMinute)
        {
            _subdivisions.Add(count);
        }

        if (count.Kind == ReportKind.Down)
        {
            ReportsLastHour += count.Minute >= hourMinute ? count.Count : 0;
            if (count.Minute >= sinceMinute)
            {
                _problems.Add((count.ProblemId, count.Count));
            }
        }
    }

    internal sealed class RegionTally
    {
        public int[] Steps { get; } = new int[DaySeries.Points];

        public int Reports { get; private set; }

        public int Works { get; private set; }

        public int WorksLastHour { get; private set; }

        public void Add(MinuteCount count, int firstMinute, int sinceMinute)
        {
            var inWindow = count.Minute >= sinceMinute ? count.Count : 0;
            var step = (count.Minute - firstMinute) / DaySeries.Step;
            if (count.Kind == ReportKind.Works)
            {
                Works += inWindow;
                WorksLastHour += step >= Steps.Length - DaySeries.StepsPerHour ? count.Count : 0;
                return;
            }

            Reports += inWindow;
            if (count.Minute >= firstMinute && step < Steps.Length)
            {
                Steps[step] += count.Count;
            }
        }
    }
}
