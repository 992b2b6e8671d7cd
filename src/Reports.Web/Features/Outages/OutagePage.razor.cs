using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Components.Answers;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Outages;

/// <summary>The story of one outage, as a newsroom would cite it: it keeps its address when the outage is over.</summary>
public sealed partial class OutagePage : PageView
{
    [Parameter, EditorRequired]
    public OutageView Outage { get; set; } = null!;

    /// <summary>The outage minute by minute; null where too many ask at once.</summary>
    [Parameter]
    public CountryFrames? Frames { get; set; }

    [Inject]
    private IOptions<IntakeOptions> Options { get; set; } = null!;

    private string Address => Page.Origin + Urls.Outage(Outage.Id, Page.Prefix);

    private AnswerSentence Answer => AnswerSentence.Of(Outage, T, Page.Now);

    /// <summary>The sentence to quote: once it is over it tells where it was, which the answer no longer does.</summary>
    private AnswerSentence Told => Outage.State == OutageState.Resolved ? AnswerSentence.Past(Outage, T, Outage.StartedAt) : Answer;

    private OutageStory Story { get; set; } = null!;

    private IReadOnlyList<(string Name, string Path)> Steps =>
    [
        (T["nav.services"], Urls.Home(Page.Prefix)), (Outage.Service.Name, Urls.Service(Outage.Service.Slug, Page.Prefix)),
        (T.DayAndYear(Outage.StartedAt), Urls.Outage(Outage.Id, Page.Prefix)),
    ];

    private bool IsRetracted => Outage.State == OutageState.Retracted;

    private bool HasReplay => !IsRetracted && Frames is { Countries.Count: > 0 };

    private DateTimeOffset End => Outage.IsOpen ? Page.Now : Outage.ResolvedAt ?? Outage.Transitions[^1].At;

    private string StateWord => Outage.IsOpen
        ? T.Format("outage.kicker.open", T[StatusLook.Key(Outage.State)])
        : T[StatusLook.Key(Outage.State)];

    private int StandingOut => Outage.Regions.Select(region => region.Region).Distinct(StringComparer.Ordinal)
        .Count(region => RegionCatalog.Instance.FindCountry(region) is not null);

    private string SureKey => Outage.Confidence switch
    {
        >= 0.99 => "outage.sure.almost",
        >= 0.9 => "outage.sure.very",
        >= 0.6 => "outage.sure.probably",
        _ => "outage.sure.perhaps",
    };

    /// <summary>The chart of the last 24 hours, as long as the outage is on it.</summary>
    private DaySeries? Series => End > Page.Now.AddHours(-20) ? Page.Board.Find(Outage.Service.Slug)?.World.Series : null;

    /// <summary>Countries of the outage; and those that are not called part of it when they stood furthest above their usual, for a map without them would call them usual.</summary>
    private IReadOnlyList<CountryCount> Counts
    {
        get
        {
            List<CountryCount> parts = [.. Outage.Regions.Where(region => RegionCatalog.Instance.FindCountry(region.Region) is not null).Select(CountryCount.Of)];
            var named = parts.Select(part => part.Code).ToHashSet(StringComparer.Ordinal);
            return [.. parts, .. Frames?.Countries.Where(country => !named.Contains(country.Region)).Select(CountryCount.OfMost) ?? []];
        }
    }

    protected override void OnParametersSet() => Story = OutageStory.Of(Outage, T, Page.Now);
}
