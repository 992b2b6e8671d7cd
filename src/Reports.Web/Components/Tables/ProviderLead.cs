using Reports.Pipeline.Status;

namespace Reports.Web.Components.Tables;

/// <summary>Who spoke first: the provider's first word against our flag, not against the onset, which is known only afterwards.</summary>
/// <param name="Ahead">How long before the provider we flagged it; negative where it spoke first.</param>
public sealed record ProviderLead(DateTimeOffset SpokeAt, DateTimeOffset FlaggedAt, TimeSpan Ahead)
{
    /// <summary>Less than a minute apart nobody was first.</summary>
    public bool IsTie => Ahead.Duration() < TimeSpan.FromMinutes(1);

    /// <summary>Null where no word of the provider is known.</summary>
    public static ProviderLead? Of(OutageView outage)
    {
        ArgumentNullException.ThrowIfNull(outage);
        if (outage.OfficialUpdates.Count == 0)
        {
            return null;
        }

        var (spoke, flagged) = (outage.OfficialUpdates.Min(update => update.At), outage.FlaggedAt ?? outage.DetectedAt);
        return new ProviderLead(spoke, flagged, spoke - flagged);
    }
}
