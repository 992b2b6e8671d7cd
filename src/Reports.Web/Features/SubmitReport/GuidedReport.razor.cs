using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Features.Home;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// The form on a circuit. Until the circuit is there it is the plain form, and what was typed into that comes along. A report that the site
/// cannot take is kept and sent again under the same key until it is stored.
/// </summary>
public sealed partial class GuidedReport : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _gone = new();
    private IJSObjectReference? _script;
    private IReadOnlyDictionary<string, string> _errors = ReportErrors.None;
    private MonitoredService? _service;
    private string? _problem;
    private string? _comment;
    private ReportFeedback? _feedback;
    private MonitoredService? _stored;
    private ReportInput _sent = new();
    private TimeSpan? _waits;
    private int _turn;
    private string? _from;
    private string? _firstPartyId;
    private bool _started;
    private bool _dark;
    private bool _sending;

    [Inject]
    private Languages Languages { get; set; } = null!;

    [Inject]
    private FormLanguage CircuitLanguage { get; set; } = null!;

    [Inject]
    private CircuitNetwork Network { get; set; } = null!;

    [Inject]
    private ServiceCatalog Catalog { get; set; } = null!;

    [Inject]
    private Suspicion Suspicion { get; set; } = null!;

    [Inject]
    private NetworkThrottle Throttle { get; set; } = null!;

    [Inject]
    private ReporterCookie Reporter { get; set; } = null!;

    [Inject]
    private IntakeMetrics Metrics { get; set; } = null!;

    [Inject]
    private IIntake Intake { get; set; } = null!;

    [Inject]
    private StatusBoardHolder Boards { get; set; } = null!;

    [Inject]
    private IOptions<IntakeOptions> Options { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Language { get; set; } = "";

    [Parameter]
    public string? Prefix { get; set; }

    /// <summary><c>light</c>, <c>dark</c>, or null to follow the system.</summary>
    [Parameter]
    public string? Theme { get; set; }

    [Parameter, EditorRequired]
    public ReportInput Input { get; set; } = null!;

    [Parameter, EditorRequired]
    public Visitor Visitor { get; set; } = null!;

    [Parameter]
    public IReadOnlyDictionary<string, string> Errors { get; set; } = ReportErrors.None;

    private Texts T => CircuitLanguage.Texts ??= Languages.For(Language);

    private MonitoredService? Service => Catalog.Find(Input.Service);

    private IPAddress? Address => IPAddress.TryParse(Visitor.Address, out var address) ? address : null;

    /// <summary>The page was fetched by the network that uses it. Otherwise the plain form stays, which reports from wherever it is sent from.</summary>
    private bool IsOwnPage => Network.IsOf(Address);

    private bool IsRightToLeft => string.Equals(T.Direction, "rtl", StringComparison.Ordinal);

    private ReportInput Filled => new(
        _service?.Slug, Works: false, _problem, _country, _subdivision is { Length: > 0 } ? _subdivision : null,
        string.IsNullOrWhiteSpace(_comment) ? null : _comment.ReplaceLineEndings("\n"), Input.Key, _city?.Id);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        if (_script is not null)
        {
            try
            {
                await _script.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page is gone, and with it the script.
            }
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _script = await Script.InvokeAsync<IJSObjectReference>("import", _gone.Token, "/report.js");
        var draft = await _script.InvokeAsync<FormDraft>("start", _gone.Token);
        _service = Service;
        _errors = Errors;
        _problem = draft.Problem ?? Input.Problem;
        _country = RegionCatalog.Instance.FindCountry(draft.Country ?? (Visitor.IsPlaceKnown || draft.Subdivision is not null ? null : PlaceGuess.OfZone(draft.TimeZone)) ?? Input.Country)?.Code;
        _subdivision = draft.Subdivision ?? Input.Subdivision ?? "";
        _comment = draft.Comment ?? Input.Comment;
        _dark = Theme is null ? draft.Dark : Theme is "dark";
        _from = draft.From;
        _started = true;
        StateHasChanged();
    }

    private Task<IEnumerable<MonitoredService>> FindAsync(string? text, CancellationToken cancellationToken) => Task.FromResult(
        string.IsNullOrWhiteSpace(text) || string.Equals(text, _service?.Name, StringComparison.Ordinal)
            ? Boards.Current.Services.Select(status => status.Service)
            : ServiceSearch.Find(Catalog.Services, text).AsEnumerable());

    private void Choose(MonitoredService? service)
    {
        _service = service;
        Clear(ReportInput.ServiceField);
        if (service is not null && _problem is not null && !service.Problems.Contains(_problem, StringComparer.Ordinal))
        {
            _problem = null;
        }
    }

    private string? Error(string field) => _errors.TryGetValue(field, out var key) ? T.Format(key, IntakeOptions.MaxCommentLength) : null;

    private void Clear(string field) =>
        _errors = _errors.Where(error => !string.Equals(error.Key, field, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
}

/// <summary>What the page knows before the circuit does: the system's theme and time zone, and what was typed into the plain form.</summary>
public sealed record FormDraft(bool Dark, string? Problem, string? Country, string? Subdivision, string? Comment, string? From = null, string? TimeZone = null);
