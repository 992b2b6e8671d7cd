namespace Reports.Detection.Baselines;

/// <summary>
/// What is known about one region of one service. A series is quiet until it has shown enough for a rhythm of its own; then it costs a
/// hundred bytes or two, an hour without reports costs nothing, and its level is worked out from the clock when asked for.
/// </summary>
internal sealed class SeriesBaseline(BaselineOptions options, LevelPrior prior, BaselineClock now)
{
    /// <summary>One hour's clumps count as at most this dispersion, or one burst would dull the tests for weeks.</summary>
    private const double MaximumDispersion = 4;

    /// <summary>Decayed sum of (trimmed) fresh reports, and of the hours they took, each weighed by its share of a usual hour.</summary>
    private double seen;
    private double exposed = now.Exposed;

    private double recentSeen;
    private double recentExpected;
    private double squares;
    private double squaresExpected;
    private double counted;
    private double fresh;

    /// <summary>While quiet: the clock up to which the sums above are worked out.</summary>
    private BaselineClock updated = now;

    public SpreadEstimate Spread { get; } = new(options);

    /// <summary>Its own day and week; null while quiet, when the rhythm is that of its neighbours.</summary>
    public OwnRhythm? Rhythm { get; private set; }

    public bool IsQuiet => Rhythm is null;

    /// <summary>What it added to the crowd of its area; meaningful while quiet.</summary>
    public QuietMember Joined { get; set; }

    /// <summary>Not in its crowd for now.</summary>
    public bool IsAway { get; set; }

    public FrozenHours Frozen;

    /// <summary>Variance of a minute over its mean, φ ≥ 1.</summary>
    public double Dispersion =>
        Math.Max(1, ((options.DispersionEvents * options.PriorDispersion) + squares) / (options.DispersionEvents + squaresExpected));

    /// <summary>Fresh reports per average hour, posterior mean of a Gamma.</summary>
    public double Level(BaselineClock now)
    {
        var keep = Keep(now);
        var exposure = IsQuiet ? (exposed * keep) + now.Exposed - (updated.Exposed * keep) : exposed;
        return prior.After(seen * keep, exposure);
    }

    /// <summary>Squared relative standard deviation of <see cref="Level"/>, 1/(events behind it).</summary>
    public double LevelUncertainty(BaselineClock now) => 1 / (prior.Events + (seen * Keep(now)));

    /// <summary>The recent level over the long-run one. A quiet series has too few reports to tell: its service's.</summary>
    public double Recent(double parent) =>
        IsQuiet ? parent : ((options.RecentEvents * parent) + recentSeen) / (options.RecentEvents + recentExpected);

    public double CountsPerFresh(double parent) => ((options.RecentEvents * parent) + counted) / (options.RecentEvents + fresh);

    /// <summary>Brings a quiet series up to the clock, the hours without a report included.</summary>
    public void CatchUp(BaselineClock now)
    {
        if (!IsQuiet || now.Hours == updated.Hours)
        {
            return;
        }

        var keep = Keep(now);
        exposed = (exposed * keep) + now.Exposed - (updated.Exposed * keep);
        (seen, squares, squaresExpected, counted, fresh) = (seen * keep, squares * keep, squaresExpected * keep, counted * keep, fresh * keep);
        updated = now;
    }

    /// <summary>Takes the latest hour back out of the time a quiet series was watched: an outage touched it.</summary>
    /// <param name="shapeHours">Its observed part, times its share of an average hour.</param>
    public void Unwatch(double shapeHours) => exposed = Math.Max(0, exposed - shapeHours);

    /// <summary>From now on with a rhythm of its own, and visited every hour.</summary>
    public void EndQuiet(BaselineClock now)
    {
        CatchUp(now);
        Rhythm = new OwnRhythm(options);
    }

    public bool HasShownEnough => seen >= options.OwnWeekEvents;

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

    private double Keep(BaselineClock now) =>
        IsQuiet && now.Hours != updated.Hours ? Math.Pow(2, (updated.Hours - now.Hours) / options.LevelHalfLifeHours) : 1;
}
