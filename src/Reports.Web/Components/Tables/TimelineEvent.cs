using Reports.Domain.Outages;

namespace Reports.Web.Components.Tables;

/// <summary>One entry of the timeline: what people say on one side, what the provider says on the other.</summary>
/// <param name="Update">Set on the provider's side.</param>
public sealed record TimelineEvent(DateTimeOffset At, string Title, string? Note = null, OfficialUpdate? Update = null, bool IsRecovery = false)
{
    public string? Class => Update is not null ? "say" : IsRecovery ? "re" : null;
}
