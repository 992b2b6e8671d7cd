using Reports.Domain.Catalog;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Components.Answers;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Sharing;

/// <summary>What the picture of a shared page says; the same as the page. A picture leaves its page behind, so all that must be said is in it.</summary>
/// <param name="Kicker">The status, in words, and of what.</param>
/// <param name="Crop">The macro-region that the map shows, or null for the world.</param>
/// <param name="Notice">That the data are invented, or null.</param>
internal sealed record ShareImage(
    StatusLevel Level, string Kicker, string Sentence, string Numbers, string Stamp, string? Notice, bool IsRightToLeft, string? Crop, IReadOnlyList<CountryCount> Countries)
{
    public static ShareImage OfHome(StatusBoard board, Texts texts)
    {
        if (board.Services.FirstOrDefault(service => service.Status != StatusLevel.Operational) is { } worst)
        {
            return OfService(worst, board, texts);
        }

        var (reports, usual) = BoardTotals.LastHour(board.Services.Select(service => service.World.Series));
        return Of(
            board, texts, StatusLevel.Operational, texts["home.now"], AnswerSentence.Calm(texts, board.At, null).Text,
            texts.Format("home.calmFacts", texts.Plural("reports", reports), board.Services.Count, texts.Range(usual.Lower, usual.Upper)), [], CountryCount.OfLastHour(board));
    }

    public static ShareImage OfService(ServiceStatus service, StatusBoard board, Texts texts)
    {
        var reports = texts.Plural("reports", service.World.Reports);
        var usual = texts.Range(service.World.Lower, service.World.Upper);
        return Of(
            board, texts, service.Status, $"{texts[StatusLook.Key(service.Status)]} · {service.Service.Name}", AnswerSentence.Of(service, texts, board.At).Text,
            service.OpenOutage is null ? texts.Format("facts.hour", reports, usual) : texts.Format("facts.reports", reports, texts.Moment(service.Since, board.At), usual),
            service.OpenOutage?.Regions.Select(region => region.Region) ?? [], CountryCount.Of(service));
    }

    public static ShareImage OfOutage(OutageView outage, StatusBoard board, Texts texts)
    {
        var level = StatusLook.LevelOf(outage.State);
        var told = outage.State == Domain.Outages.OutageState.Resolved ? AnswerSentence.Past(outage, texts, outage.StartedAt) : AnswerSentence.Of(outage, texts, board.At);
        var end = outage.IsOpen ? board.At : outage.ResolvedAt ?? outage.Transitions[^1].At;
        var numbers = texts.Format("outage.facts.reports", texts.Plural("reports", outage.Reports), texts.Duration(end - outage.StartedAt));
        return Of(
            board, texts, level, $"{texts[StatusLook.Key(outage.State)]} · {outage.Service.Name} · {texts.DayAndYear(outage.StartedAt)}", told.Text,
            $"{numbers}{texts["list.comma"]}{texts.Format("outage.facts.usual", texts.Number((long)Math.Ceiling(outage.ExpectedReports)))}",
            outage.Regions.Select(region => region.Region),
            [.. outage.Regions.Where(region => RegionCatalog.Instance.FindCountry(region.Region) is not null).Select(CountryCount.Of)]);
    }

    private static ShareImage Of(
        StatusBoard board, Texts texts, StatusLevel level, string kicker, string sentence, string numbers, IEnumerable<string> regions, IReadOnlyList<CountryCount> countries)
    {
        var touched = regions.Select(region => RegionCatalog.Instance.FindCountry(region)?.MacroRegion ?? region).Distinct(StringComparer.Ordinal).ToList();
        return new ShareImage(
            level, kicker, sentence, numbers, texts.Format("page.updated", $"{texts.Moment(board.At, DateTimeOffset.MinValue)}", texts["time.zone"]),
            board.Simulated ? $"{texts["simulated.title"]} {texts["simulated.text"]}" : null, texts.Direction is "rtl",
            touched is [var only] && MacroRegions.IndexOf(only) >= 0 ? only : null, countries);
    }
}
