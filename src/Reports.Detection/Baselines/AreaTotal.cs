namespace Reports.Detection.Baselines;

/// <summary>A wider region's hour as the sum of its parts; it learns only how far that sum strays.</summary>
internal sealed class AreaTotal(BaselineOptions options)
{
    private double seen;
    private double expected;

    public SpreadEstimate Spread { get; } = new(options);

    /// <summary>Part of the area is in an outage this hour.</summary>
    public bool Frozen { get; set; }

    public void Add(double partSeen, double partExpected)
    {
        seen += partSeen;
        expected += partExpected;
    }

    public void EndHour(double keep)
    {
        if (!Frozen && expected > 0)
        {
            Spread.Learn(seen, expected, keep);
        }

        (seen, expected, Frozen) = (0, 0, false);
    }
}
