using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Components.Answers;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Widget;

/// <summary>What every embed says of one service in one region: the frame, the script's element and the badge tell the same.</summary>
/// <param name="IsAbove">Nothing is called wrong, though more than usual is reported.</param>
/// <param name="Sentence">The answer; marked as invented where the board is simulated.</param>
/// <param name="Places">Where, in a few words, beside the word of the status.</param>
/// <param name="Reports">Number and window of reports, in words.</param>
/// <param name="Parts">The five macro-regions of the world, the busiest countries of a macro-region, nothing of a country.</param>
public sealed record EmbedView(
    MonitoredService Service, string Region, StatusLevel Level, bool IsAbove, string Sentence, string Places, string Reports, RegionStatus Numbers,
    DateTimeOffset Since, DateTimeOffset At, bool Simulated, IReadOnlyList<EmbedPart> Parts)
{
    private const int MostParts = 5;

    private const string Above = "status.above";

    /// <summary>Key of the word for the level.</summary>
    public string Word => IsAbove ? Above : StatusLook.Key(Level);

    /// <summary>Key of the shorter word of a badge.</summary>
    public string BadgeWord => IsAbove ? Above : "badge." + StatusLook.Class(Level);

    /// <summary>Null where the board has no such service, or has no numbers of such a region.</summary>
    public static EmbedView? Of(StatusBoard board, string slug, string? region, Texts texts)
    {
        if (board.Find(slug) is not { } service || ScopedStatus.Of(service, region is { Length: > 0 } ? region : MacroRegions.World) is not { } scope)
        {
            return null;
        }

        var sentence = scope.Sentence(texts, board.At);
        return new EmbedView(
            service.Service, scope.Region, scope.Level, scope.IsAbove, board.Simulated ? texts.Format("simulated.share", sentence) : sentence, scope.Places(texts),
            ReportsOf(scope, texts, board.At), scope.Numbers, scope.Since, board.At, board.Simulated, PartsOf(service, scope.Region, texts));
    }

    private static string ReportsOf(ScopedStatus scope, Texts texts, DateTimeOffset now)
    {
        var reports = texts.Plural("reports", scope.Numbers.Reports);
        return scope.Service.OpenOutage is null
            ? texts.Format("embed.hour", reports)
            : texts.Format("embed.since", reports, $"{texts.Moment(scope.Since, now)} {texts["time.zone"]}");
    }

    private static IReadOnlyList<EmbedPart> PartsOf(ServiceStatus service, string region, Texts texts)
    {
        if (string.Equals(region, MacroRegions.World, StringComparison.Ordinal))
        {
            return [.. service.MacroRegions.Select(part => Part(part, part.Extent, part.Extent == Extent.None ? StatusLook.Key(part.Status) : StatusLook.Key(part.Extent)))];
        }

        return [.. service.Countries
            .Where(country => string.Equals(RegionCatalog.Instance.FindCountry(country.Region)?.MacroRegion, region, StringComparison.Ordinal))
            .OrderByDescending(country => country.Status).ThenByDescending(country => country.Reports)
            .Take(MostParts)
            .Select(part => Part(part, Extent.Widespread, StatusLook.Key(part.Status)))];

        // A region that stands out is never drawn hollow, even while nothing is said of how far it reaches.
        EmbedPart Part(RegionStatus part, Extent extent, string word) => part.Status == StatusLevel.Operational
            ? new EmbedPart(part.Region, texts.Region(part.Region), part.Status, Extent.None, texts[CountryCount.IsAbove(part) ? Above : "embed.usual"], part.Reports)
            : new EmbedPart(part.Region, texts.Region(part.Region), part.Status, extent == Extent.None ? Extent.Partial : extent, texts[word], part.Reports);
    }
}

/// <summary>A region inside the embed's own.</summary>
/// <param name="Word">What is said of it.</param>
public sealed record EmbedPart(string Region, string Name, StatusLevel Status, Extent Extent, string Word, int Reports);
