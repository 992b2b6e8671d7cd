using Reports.Domain.Outages;
using Reports.Domain.Status;

namespace Reports.Web.Components.Tables;

/// <summary>One region in the evidence of an outage.</summary>
/// <param name="IsMacro">A macro-region, which its countries follow.</param>
/// <param name="Status">Null where the outage is over.</param>
/// <param name="JoinedAt">Null where it is no part of the outage.</param>
/// <param name="StandingOut">Countries of the macro-region that are or were part of the outage.</param>
/// <param name="Reporting">Countries of the macro-region with reports; null where no longer known.</param>
/// <param name="UsualShare">How much of the usual reports of the macro-region comes from the countries that stand out, 0 to 1; null where not known.</param>
public sealed record EvidenceRow(
    string Region, bool IsMacro, Extent Extent, StatusLevel? Status, int Reports, double Expected, DateTimeOffset? JoinedAt, DateTimeOffset? LeftAt,
    int StandingOut = 0, int? Reporting = null, double? UsualShare = null);
