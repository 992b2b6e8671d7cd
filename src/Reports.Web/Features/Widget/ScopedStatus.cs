using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Widget;

/// <summary>A service as somebody sees it who asks about one region only.</summary>
public sealed record ScopedStatus(ServiceStatus Service, RegionStatus Numbers)
{
    public string Region => Numbers.Region;

    public StatusLevel Level => IsWorld ? Service.Status : Numbers.Status;

    /// <summary>Of a region; what is said of the world is said of the service.</summary>
    public bool IsAbove => !IsWorld && CountryCount.IsAbove(Numbers);

    public DateTimeOffset Since => Service.Since;

    private bool IsWorld => string.Equals(Region, MacroRegions.World, StringComparison.Ordinal);

    /// <summary>Null for a region that the board does not carry: an unknown one, or a subdivision.</summary>
    public static ScopedStatus? Of(ServiceStatus service, string region)
    {
        if (service.FindRegion(region) is { } numbers)
        {
            return new ScopedStatus(service, numbers);
        }

        // A country that nobody has reported from all day has no row.
        return RegionCatalog.Instance.FindCountry(region) is null ? null : new ScopedStatus(service, Silent(region, service.World.Series));
    }

    public string Sentence(Texts texts, DateTimeOffset now)
    {
        if (IsWorld)
        {
            return AnswerSentence.Of(Service, texts, now).Text;
        }

        if (Level == StatusLevel.Operational || Service.OpenOutage is not { } outage)
        {
            return texts.Format(IsAbove ? "embed.region.above" : "embed.region.operational", Service.Service.Name, Place(texts));
        }

        return Level == StatusLevel.Recovering && outage.RecoveringAt is null
            ? texts.Format("embed.region.recovering", Service.Service.Name, Place(texts))
            : AnswerSentence.Of(Narrowed(outage), texts, now).Text;
    }

    /// <summary>"America and Middle East, some of Europe"; the region alone where only one is asked about.</summary>
    public string Places(Texts texts)
    {
        if (!IsWorld)
        {
            return Level == StatusLevel.Outage && Numbers.Extent == Extent.Partial ? texts.Format("embed.places.some", texts.Region(Region)) : texts.Region(Region);
        }

        var places = AnswerPlaces.Of(Service);
        var (many, some) = (texts.List(places.Widespread.Select(texts.Region)), texts.List(places.Partial.Select(texts.Region)));
        return (places.Widespread.Count, places.Partial.Count) switch
        {
            (0, 0) => "",
            (_, 0) => many,
            (0, _) when Level == StatusLevel.Outage => texts.Format("embed.places.some", some),
            (0, _) => some,
            (_, _) => texts.Format("embed.places.both", many, some),
        };
    }

    /// <summary>A region that is told this soon failed with the others: when it is told is not when it failed.</summary>
    private static readonly TimeSpan JoinsLate = TimeSpan.FromMinutes(10);

    /// <summary>The outage as if this region were all of it, so that the same sentences serve.</summary>
    private OutageView Narrowed(OutageView outage)
    {
        var part = outage.Regions.FirstOrDefault(region => string.Equals(region.Region, Region, StringComparison.Ordinal));
        return outage with
        {
            State = Level switch
            {
                StatusLevel.Outage => OutageState.Outage,
                StatusLevel.Recovering => OutageState.Recovering,
                _ => OutageState.Possible,
            },
            StartedAt = part is { } joined && joined.JoinedAt - outage.DetectedAt > JoinsLate ? joined.JoinedAt : outage.StartedAt,
            Extent = [.. MacroRegions.All.Select((region, i) => string.Equals(region, Region, StringComparison.Ordinal) ? outage.Extent[i] : Extent.None)],
            Regions = [new OutageRegionView(Region, Level, outage.StartedAt, null, Numbers.Reports, Numbers.Expected)],
        };
    }

    private string Place(Texts texts) => texts.Place(Region, first: true).Replace("{0}", texts.Region(Region), StringComparison.Ordinal);

    private static RegionStatus Silent(string region, DaySeries day)
    {
        var nothing = new double[day.Reports.Count];
        return new RegionStatus(region, StatusLevel.Operational, Extent.None, 0, 0, 0, 1, 0, 0, new DaySeries(day.FirstMinute, new int[nothing.Length], nothing, nothing, nothing));
    }
}
