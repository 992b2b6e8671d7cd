namespace Reports.Detection.Attribution;

/// <summary>A surge that is over, as <see cref="CoMovement"/> looks at it; one that was only possible counts too.</summary>
/// <param name="OnsetMinute">First minute of it.</param>
/// <param name="EndMinute">Last minute of it, ≥ <paramref name="OnsetMinute"/>.</param>
/// <param name="IsOwnOutage">It was told as an outage and not put down to another service: only such a one can have spilt.</param>
/// <param name="Places">Where it was, every region once; in any order. One without places moves with nothing.</param>
public sealed record PastSurge(int Service, int OnsetMinute, int EndMinute, bool IsOwnOutage, IReadOnlyList<SurgePlace> Places);

/// <summary>What a surge amounted to in a region, from its onset to its end.</summary>
/// <param name="Reports">Reports received, ≥ 0.</param>
/// <param name="Expected">Reports that would have been usual, ≥ 0.</param>
public sealed record SurgePlace(int Region, double Reports, double Expected)
{
    /// <summary>Reports above the usual; below 0 where there were fewer.</summary>
    public double Excess => Reports - Expected;
}
