namespace Reports.Domain.Outages;

/// <summary>How long something must hold before the story changes. Entering is quick, leaving is slow, so that it does not flap.</summary>
public sealed record OutageRules
{
    /// <summary>A possible outage without evidence for so long is dismissed.</summary>
    public TimeSpan DismissAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Every region quiet or falling for so long makes an outage recovering.</summary>
    public TimeSpan RecoverAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Reports rising again for so long end the recovery.</summary>
    public TimeSpan RelapseAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Every region back to usual for so long makes it resolved.</summary>
    public TimeSpan ResolveAfter { get; init; } = TimeSpan.FromMinutes(5);
}
