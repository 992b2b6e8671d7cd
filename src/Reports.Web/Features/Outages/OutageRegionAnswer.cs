using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.Web.Api;

namespace Reports.Web.Features.Outages;

/// <param name="LeftAt">Null while the region is part of the outage.</param>
/// <param name="Evidence">
/// The highest log-likelihood ratio of "far more than usual" against "as usual", in nats; it never falls. Null, like the three after it, in
/// outages from before it was kept.
/// </param>
/// <param name="Confidence">The highest probability, 0 to 1, that something is wrong there; what its neighbours say counts too.</param>
/// <param name="ObservedPerMinute">Reports a minute at the region's peak, from networks that had not reported within the hour, smoothed over about five minutes.</param>
/// <param name="ExpectedPerMinute">How many of such would have been usual then.</param>
public sealed record OutageRegionAnswer(
    string Region, string Status, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt, int Reports, double Expected,
    double? Evidence, double? Confidence, double? ObservedPerMinute, double? ExpectedPerMinute)
{
    public static OutageRegionAnswer Of(OutageRegionView region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return new OutageRegionAnswer(
            region.Region, Words.Of(region.Status), region.JoinedAt, region.LeftAt, region.Reports, Math.Round(region.Expected, 2),
            Round(region.Evidence?.Nats, 2), Round(region.Evidence?.Confidence, 3), Round(region.Evidence?.ObservedPerMinute, 3), Round(region.Evidence?.ExpectedPerMinute, 4));
    }

    private static double? Round(double? number, int digits) => number is { } known ? Math.Round(known, digits) : null;
}

/// <summary>How much of a macro-region's usual reports comes from affected countries, 0 to 1, and the central 90 % interval around it.</summary>
public sealed record ExtentShareAnswer(double Share, double Low, double High)
{
    public static ExtentShareAnswer Of(ShareRange share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return new ExtentShareAnswer(Math.Round(share.Share, 3), Math.Round(share.Low, 3), Math.Round(share.High, 3));
    }
}
