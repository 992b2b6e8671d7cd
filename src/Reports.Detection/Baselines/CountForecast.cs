using Reports.Detection.Scoring;
using Reports.Detection.Series;

namespace Reports.Detection.Baselines;

/// <summary>Turns fresh rates into the range of counted reports that pages draw.</summary>
internal sealed class CountForecast(RegionTree tree, ServiceBaseline baseline)
{
    // Rates are straight lines between the middles of hours: a quarter of an hour's middle stands for it well enough.
    private const int ChunkMinutes = 15;

    private const double UpperProbability = 0.975;
    private const double UpperNormal = 1.959963984540054;

    public ExpectedRange Expected(int region, int fromMinute, int toMinute)
    {
        if (toMinute <= fromMinute)
        {
            return default;
        }

        double mean = 0, doubt = 0, clumped = 0;
        if (tree[region].Level == RegionLevel.Country)
        {
            Add(region, fromMinute, toMinute, ref mean, ref doubt, ref clumped);
        }
        else
        {
            foreach (var part in baseline.Regions)
            {
                if (Within(part, region))
                {
                    Add(part, fromMinute, toMinute, ref mean, ref doubt, ref clumped);
                }
            }
        }

        var variance = clumped + doubt + (baseline.Spread(region) * mean * mean);
        return new ExpectedRange(
            mean,
            PredictiveInterval.Quantile(mean, variance, 1 - UpperProbability, -UpperNormal),
            PredictiveInterval.Quantile(mean, variance, UpperProbability, UpperNormal));
    }

    private bool Within(int part, int region)
    {
        while (part > region)
        {
            part = tree[part].Parent;
        }

        return part == region;
    }

    private void Add(int region, int fromMinute, int toMinute, ref double mean, ref double doubt, ref double clumped)
    {
        double reports = 0;
        for (var start = fromMinute; start < toMinute; start += ChunkMinutes)
        {
            var end = Math.Min(toMinute, start + ChunkMinutes);
            reports += (end - start) * PerMinute(region, (start + end) / 2.0);
        }

        reports *= baseline.CountsPerFresh(region);
        mean += reports;
        clumped += reports * baseline.Dispersion(region) * baseline.CountsPerFresh(region);
        doubt += reports * reports * baseline.LevelUncertainty(region);
    }

    private double PerMinute(int region, double minute)
    {
        var position = (minute / 60) - 0.5;
        var hour = (int)Math.Floor(position);
        var next = position - hour;
        return (((1 - next) * baseline.PerHour(region, hour)) + (next * baseline.PerHour(region, hour + 1))) / 60;
    }
}
