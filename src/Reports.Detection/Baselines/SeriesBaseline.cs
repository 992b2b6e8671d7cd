namespace Reports.Detection.Baselines;

/// <summary>What is known about one region of one service: some three kilobytes, whatever its traffic.</summary>
internal sealed class SeriesBaseline(BaselineOptions options, double exposedHours)
{
    /// <summary>One hour's clumps count as at most this dispersion, or one burst would dull the tests for weeks.</summary>
    private const double MaximumDispersion = 4;

    /// <summary>Decayed sum of (trimmed) fresh reports, and of the hours they took, each weighed by its share of a usual hour.</summary>
    private double seen;
    private double exposed = exposedHours;

    private double recentSeen;
    private double recentExpected;
    private double squares;
    private double squaresExpected;
    private double counted;
    private double fresh;

    public SpreadEstimate Spread { get; } = new(options);

    public RatioTable Week { get; } = new(LocalWeek.Slots, options.CountryWeekEvents);

    public int FrozenRun { get; set; }

    /// <summary>Fresh reports per average hour, posterior mean of a Gamma.</summary>
    public double Level => (options.PriorEvents + seen) / ((options.PriorEvents / options.PriorPerHour) + exposed);

    /// <summary>Squared relative standard deviation of <see cref="Level"/>, 1/(events behind it).</summary>
    public double LevelUncertainty => 1 / (options.PriorEvents + seen);

    public double Recent(double parent) =>
        ((options.RecentEvents * parent) + recentSeen) / (options.RecentEvents + recentExpected);

    public double CountsPerFresh(double parent) => ((options.RecentEvents * parent) + counted) / (options.RecentEvents + fresh);

    /// <summary>φ = variance of a minute over its mean, ≥ 1.</summary>
    public double Dispersion =>
        Math.Max(1, ((options.DispersionEvents * options.PriorDispersion) + squares) / (options.DispersionEvents + squaresExpected));

    /// <summary>Compares minutes with their own hour's mean, so that the rhythm of the day plays no part.</summary>
    public void LearnDispersion(double reports, double sumOfSquares, int minutes, double keep)
    {
        if (minutes < 2)
        {
            return;
        }

        var variance = (sumOfSquares - (reports * reports / minutes)) / (minutes - 1);
        squares = (squares * keep) + Math.Min(variance * minutes, MaximumDispersion * reports);
        squaresExpected = (squaresExpected * keep) + reports;
    }

    public void LearnLevel(double reports, double shapeHours, double keep)
    {
        seen = (seen * keep) + reports;
        exposed = (exposed * keep) + shapeHours;
    }

    public void LearnRecent(double reports, double expected, double keep)
    {
        recentSeen = (recentSeen * keep) + reports;
        recentExpected = (recentExpected * keep) + expected;
    }

    public void LearnCounts(double countedReports, double freshReports, double keep)
    {
        counted = (counted * keep) + countedReports;
        fresh = (fresh * keep) + freshReports;
    }
}
