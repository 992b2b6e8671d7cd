using Reports.Detection.Series;

namespace Reports.Detection.Baselines;

/// <summary>The crowds of quiet series, one for each area that has any.</summary>
internal sealed class QuietSeries(RegionTree tree)
{
    /// <summary>Share of the time watched so far after which everybody's level is looked at again, and the hours it takes at most.</summary>
    private const double RenewShare = 0.1;
    private const double RenewHours = 24;

    private readonly QuietCrowd[] crowds = new QuietCrowd[tree.Count];
    private readonly List<int> areas = [];
    private readonly List<int> away = [];
    private int renewed;

    public QuietCrowd this[int area] => crowds[area];

    /// <summary>Areas that ever had a quiet series.</summary>
    public IReadOnlyList<int> Areas => areas;

    public void Join(int region, SeriesBaseline own, BaselineClock now)
    {
        var area = Area(region);
        if (!areas.Contains(area))
        {
            areas.Add(area);
        }

        own.Joined = new QuietMember(own.Level(now), own.LevelUncertainty(now), own.Dispersion, tree[region].UtcOffset(now.Hour * 60));
        crowds[area].Join(own.Joined);
    }

    /// <summary>Takes a series out until <see cref="Return"/>: it is dealt with by itself this hour.</summary>
    public void Leave(int region, SeriesBaseline own)
    {
        crowds[Area(region)].Leave(own.Joined);
        away.Add(region);
    }

    /// <summary>Those who left come back, unless they are no longer quiet; from time to time all levels are brought up to date.</summary>
    public void Return(SeriesBaseline?[] series, BaselineClock now)
    {
        foreach (var region in away)
        {
            if (series[region] is { IsQuiet: true } own)
            {
                Join(region, own, now);
            }
        }

        away.Clear();
        if (now.Hours - renewed >= Math.Min(RenewHours, RenewShare * now.Hours))
        {
            renewed = now.Hours;
            Array.Clear(crowds);
            for (var region = 0; region < series.Length; region++)
            {
                if (series[region] is { IsQuiet: true } own)
                {
                    Join(region, own, now);
                }
            }
        }
    }

    private int Area(int region) => Math.Max(0, tree[region].Parent);
}
