using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>Sums of the reports of one service over some minutes.</summary>
internal sealed class OutageTally
{
    private readonly SiteRegions _regions;
    private readonly int[] _reports;
    private readonly Dictionary<short, int> _problems;

    public OutageTally(SiteRegions regions) => (_regions, _reports, _problems) = (regions, new int[regions.Tree.Count], []);

    private OutageTally(OutageTally other) =>
        (_regions, _reports, _problems, Reports, Peak) = (other._regions, [.. other._reports], new Dictionary<short, int>(other._problems), other.Reports, other.Peak);

    public int Reports { get; private set; }

    /// <summary>The first of the minutes with the most reports.</summary>
    public (int Minute, int Reports) Peak { get; private set; }

    public IEnumerable<(short Problem, int Count)> Problems => _problems.Select(problem => (problem.Key, problem.Value));

    public OutageTally Copy() => new(this);

    /// <summary>Adds a minute that comes after those before it.</summary>
    public void Add(int minute, IEnumerable<MinuteCount> counts)
    {
        var before = Reports;
        foreach (var count in counts.Where(count => count.Kind == ReportKind.Down))
        {
            Reports += count.Count;
            _reports[_regions.IndexOf(count.Place)] += count.Count;
            _problems[count.ProblemId] = _problems.GetValueOrDefault(count.ProblemId) + count.Count;
        }

        Peak = Reports - before > Peak.Reports ? (minute, Reports - before) : Peak;
    }

    /// <summary>Reports from a region and all within it.</summary>
    public int From(int region) =>
        region == SiteRegions.World ? Reports
        : SiteRegions.IsCountry(region) ? _reports[region]
        : Enumerable.Range(0, _reports.Length).Where(part => part == region || _regions.Tree[part].Parent == region).Sum(part => _reports[part]);
}
