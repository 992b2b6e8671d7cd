using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Reports.Domain.Catalog;
using Reports.Web.Components;

namespace Reports.Web.Features.SubmitReport;

/// <summary>The form to report a problem.</summary>
public sealed partial class ReportPage : PageView
{
    private static readonly InteractiveServerRenderMode Circuit = new(prerender: true);

    /// <summary>Null while the person has yet to say which.</summary>
    [Parameter]
    public MonitoredService? Service { get; set; }

    [Parameter, EditorRequired]
    public ReportInput Input { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, string> Errors { get; set; } = ReportErrors.None;

    /// <summary>Set where the report could not be taken now.</summary>
    [Parameter]
    public TimeSpan? Wait { get; set; }

    /// <summary>With JavaScript, the guided form takes the place of the plain one; null where it shall not.</summary>
    [Parameter]
    public Visitor? Visitor { get; set; }

    private string Again => Urls.Report(Page.Prefix, Service?.Slug);

    private string Heading => Service is null ? T["form.title"] : T.Format("form.title.service", Service.Name);
}

/// <summary>Who opened the form. A circuit cannot know; this goes along with its page, encrypted, and serves nothing but the report.</summary>
public sealed record Visitor(string? Address, string? UserAgent, string Host = "", string? FirstPartyId = null, bool IsPlaceKnown = true);
