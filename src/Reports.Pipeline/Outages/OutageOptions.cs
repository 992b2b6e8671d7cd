using System.ComponentModel.DataAnnotations;
using Reports.Domain.Outages;

namespace Reports.Pipeline.Outages;

/// <summary>Settings under <c>Outages</c>; see <see cref="OutageRules"/> for what each means.</summary>
public sealed class OutageOptions
{
    public const string Section = "Outages";

    /// <summary>1 minute to 2 hours, default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan DismissAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>0 to 1 hour, default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RecoverAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>0 to 1 hour, default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RelapseAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>1 minute to 6 hours, default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "06:00:00")]
    public TimeSpan ResolveAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Share of a macro-region's usual reports from which an outage is widespread; 0.05 to 1, default 0.6.</summary>
    [Range(0.05, 1)]
    public double WidespreadShare { get; set; } = 0.6;

    /// <summary>Networks beyond the usual that one person may have: an outage takes more. 0 to 10,000, default 64.</summary>
    [Range(0, 10_000)]
    public int NetworksOfOne { get; set; } = SurgeSources.MostOfOne;

    public OutageRules ToRules() => new()
    {
        DismissAfter = DismissAfter,
        RecoverAfter = RecoverAfter,
        RelapseAfter = RelapseAfter,
        ResolveAfter = ResolveAfter,
    };
}
