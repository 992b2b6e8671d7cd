using Reports.Domain.Outages;

namespace Reports.Web.Localization;

/// <summary>A stretch of the answer sentence.</summary>
/// <param name="Region">Set on the name of a region.</param>
/// <param name="Extent">How far the outage reaches there: the underline is solid or dashed.</param>
/// <param name="At">Set on an instant; <paramref name="Text"/> is then in UTC.</param>
/// <param name="IsService">True on the name of the service.</param>
public sealed record AnswerSegment(
    string Text, string? Region = null, Extent Extent = Extent.None, DateTimeOffset? At = null, bool IsService = false);
