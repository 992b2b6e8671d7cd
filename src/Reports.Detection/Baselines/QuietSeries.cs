using Reports.Detection.Series;

namespace Reports.Detection.Baselines;

/// <summary>The crowds of quiet series, one for each area that has any.</summary>
internal sealed class QuietSeries(RegionTree tree)
{
    /// <summary>Share of the time watched so far after which everybody's level is looked at again, and the hours it takes at most.</summary>
    private const double RenewShare = 0.05;
    private const double RenewHours = 24;

    private readonly QuietCrowd[] crowds = new QuietCrowd[tree.Count];
    private readonly double[] exposed = new double[tree.Count];
    private readonly double[] exposedBefore = new double[tree.Count];
    private readonly List<int> areas = [];
    private readonly List<int> away = [];
    private int renewed;

    public QuietCrowd this[int area] => crowds[area];

    /// <summary>Areas with regions that are watched.</summary>
    public IReadOnlyList<int> Areas => areas;

    /// <summary>Observed hours in the area of a region, each weighed by its share of an average one, with the forgetting of a level.</summary>
    public double Exposed(int region) => exposed[Area(region)];

    /// <summary>The same before the latest hour.</summary>
    public double ExposedBefore(int region) => exposedBefore[Area(region)];

    public double LatestExposure(int region, double keep) => exposed[Area(region)] - (exposedBefore[Area(region)] * keep);

    /// <summary>A region is to be watched: its area begins to count, if it does not yet.</summary>
    public void Watch(int region, BaselineClock now)
    {
        var area = Area(region);
        if (!areas.Contains(area))
        {
            areas.Add(area);
            exposed[area] = exposedBefore[area] = now.Shaped(UtcOffset(region, now));
        }
    }

    /// <summary>One more hour has passed in an area.</summary>
    public void Expose(int area, double shapeHours, double keep)
    {
        exposedBefore[area] = exposed[area];
        exposed[area] = (exposed[area] * keep) + shapeHours;
    }

    public void Join(int region, SeriesBaseline own, BaselineClock now)
    {
        var area = Area(region);
        own.Joined = new QuietMember(own.Level(now), own.LevelUncertainty(now), own.Dispersion, UtcOffset(region, now));
        crowds[area].Join(own.Joined);
    }

    /// <summary>Takes a series out until <see cref="Return"/>: it is dealt with by itself this hour.</summary>
    public void Leave(int region, SeriesBaseline own)
    {
        crowds[Area(region)].Leave(own.Joined);
        own.IsAway = true;
        away.Add(region);
    }

    /// <summary>Those who left come back, unless they are no longer quiet.</summary>
    public void Return(SeriesBaseline?[] series, Func<int, BaselineClock> clockOf)
    {
        foreach (var region in away)
        {
            if (series[region] is { } own)
            {
                own.IsAway = false;
                if (own.IsQuiet)
                {
                    Join(region, own, clockOf(region));
                }
            }
        }

        away.Clear();
    }

    /// <summary>From time to time, and each hour in the beginning, the levels of those who are there are brought up to date.</summary>
    public void Renew(SeriesBaseline?[] series, Func<int, BaselineClock> clockOf, int hours)
    {
        if (hours - renewed < Math.Min(RenewHours, RenewShare * hours))
        {
            return;
        }

        renewed = hours;
        Array.Clear(crowds);
        for (var region = 0; region < series.Length; region++)
        {
            if (series[region] is { IsQuiet: true, IsAway: false } own)
            {
                Join(region, own, clockOf(region));
            }
        }
    }

    private int UtcOffset(int region, BaselineClock now) => tree[region].UtcOffset(now.Hour * 60);

    private int Area(int region) => Math.Max(0, tree[region].Parent);
}
