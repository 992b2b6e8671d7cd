using System.Diagnostics.Metrics;
using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using Reports.Domain.Catalog;
using Reports.Pipeline;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Tests.SubmitReport;

public sealed partial class GuidedReportTests : BunitContext
{
    private readonly FakeIntake _intake = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IntakeOptions _options = new();
    private readonly CircuitNetwork _network = new(new CircuitCaller());
    private BunitJSModuleInterop? _script;

    public GuidedReportTests()
    {
        var boards = new StatusBoardHolder();
        boards.Publish(SampleBoards.Blackout());
        Services.AddMudServices();
        Services.AddScoped<FormLanguage>();
        Services.AddSingleton<IIntake>(_intake).AddSingleton<TimeProvider>(_time).AddSingleton(boards)
            .AddSingleton(Languages.Load(strict: true)).AddSingleton(ServiceCatalog.LoadShipped()).AddSingleton(new PlaceLocator()).AddSingleton(new CityNames())
            .AddSingleton(Options.Create(_options)).AddSingleton<NetworkThrottle>().AddSingleton(new ProofOfWork(_time)).AddSingleton<WaitTokens>().AddSingleton<Suspicion>()
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).AddSingleton<ReporterCookie>()
            .AddSingleton(_network).AddMetrics().AddSingleton<IntakeMetrics>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _network.Begin(System.Net.IPAddress.Parse("203.0.113.200"));
    }

    [Fact]
    public async Task A_busy_site_gets_the_same_report_again_under_the_same_key()
    {
        _intake.Answers.Enqueue(new IntakeResult.Busy(TimeSpan.FromSeconds(5)));
        _intake.Answers.Enqueue(new IntakeResult.Busy(TimeSpan.FromSeconds(5)));
        _intake.Answers.Enqueue(Stored(counted: true));
        var form = Open(new FormDraft(false, "login", "IT", null, "it says no"));
        using var received = new MetricCollector<long>(Services.GetRequiredService<IMeterFactory>(), ReportsMeter.Name, "reports.received");
        using var refused = new MetricCollector<long>(Services.GetRequiredService<IMeterFactory>(), ReportsMeter.Name, "reports.refused");

        var sending = form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("Not sent yet.", form.Markup, StringComparison.Ordinal));
        _time.Advance(TimeSpan.FromSeconds(5));
        form.WaitForAssertion(() => Assert.Equal(2, _intake.Seen.Count));
        form.WaitForAssertion(() => Assert.Contains("10 seconds", form.Markup, StringComparison.Ordinal));
        _time.Advance(TimeSpan.FromSeconds(10));
        form.WaitForAssertion(() => Assert.Contains("You are not alone", form.Find("h1").TextContent, StringComparison.Ordinal));
        await sending;

        Assert.Equal(["busy", "busy"], refused.GetMeasurementSnapshot().Select(one => one.Tags["reason"]));
        Assert.Equal(("counted", "guided"), (received.LastMeasurement!.Tags["outcome"], received.LastMeasurement.Tags["channel"]));
        Assert.Single(_intake.Seen.Distinct());
        var (submission, caller) = _intake.Seen[0];
        Assert.Equal(("zoom", "login", "IT", "it says no"), (submission.Service, submission.Problem, submission.Country, submission.Comment));
        Assert.Equal("key-1", caller.IdempotencyKey);
        Assert.Equal("203.0.113.9", caller.Address?.ToString());
    }

    [Fact]
    public async Task What_was_stored_is_told_whatever_the_form_says_by_then()
    {
        _intake.Answers.Enqueue(new IntakeResult.Busy(TimeSpan.FromSeconds(5)));
        _intake.Answers.Enqueue(Stored(counted: true));
        var form = Open(new FormDraft(false, "login", "IT", null, null));
        var sending = form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("Not sent yet.", form.Markup, StringComparison.Ordinal));

        await form.InvokeAsync(() => form.FindComponent<MudBlazor.MudAutocomplete<MonitoredService>>().Instance.ValueChanged.InvokeAsync(null));
        _time.Advance(TimeSpan.FromSeconds(5));
        await sending;

        form.WaitForAssertion(() => Assert.Contains("Back to Zoom", form.Find(".acts").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_subdivision_is_told_beside_its_field()
    {
        _intake.Answers.Enqueue(new IntakeResult.Invalid(new Dictionary<string, InvalidReason>(StringComparer.Ordinal) { ["location.subdivision"] = InvalidReason.UnknownSubdivision }));
        var form = Open(new FormDraft(false, "login", "IT", "IT-25", null));
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Contains("Choose a state or province", form.Find("#guided-subdivision-error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_problem_nothing_is_sent_and_the_field_says_so()
    {
        var form = Open(new FormDraft(false, null, null, null, null));
        await form.Find("form").SubmitAsync();

        Assert.Empty(_intake.Seen);
        Assert.Contains("Choose what is wrong.", form.Find(".err").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_works_for_me_needs_no_problem_and_an_old_report_is_not_praised()
    {
        _intake.Answers.Enqueue(Stored(counted: false));
        var form = Open(new FormDraft(true, null, "IT", null, null));
        await form.FindAll("button").Single(button => button.TextContent.Contains("It works for me", StringComparison.Ordinal)).ClickAsync(new());

        form.WaitForAssertion(() => Assert.Equal("Already counted.", form.Find("h1").TextContent));
        Assert.Equal(Domain.Intake.ReportKind.Works, Assert.Single(_intake.Seen).Submission.Kind);
    }

    [Fact]
    public async Task A_city_is_a_way_to_a_country_and_a_subdivision()
    {
        _intake.Answers.Enqueue(Stored(counted: true));
        var form = Open(new FormDraft(false, "login", "FR", null, null));
        var cities = form.FindComponent<MudBlazor.MudAutocomplete<City>>();
        async Task<City[]> FindAsync(string text) => [.. (await cities.Instance.SearchFunc!(text, CancellationToken.None)!)!];
        Assert.Empty(await FindAsync("Nowhere upon Nothing"));
        Assert.All(await FindAsync("Paris"), city => Assert.Equal("FR", city.Country));

        // The country may have been a guess.
        Assert.Equal("IT", (await FindAsync("Milano"))[0].Country);

        await form.InvokeAsync(() => form.FindComponent<MudBlazor.MudAutocomplete<string>>().Instance.ValueChanged.InvokeAsync(null));
        var milan = (await FindAsync("Milano"))[0];
        await form.InvokeAsync(() => cities.Instance.ValueChanged.InvokeAsync(milan));
        await form.Find("form").SubmitAsync();

        var submission = Assert.Single(_intake.Seen).Submission;
        Assert.Equal(("IT", "IT-25", milan.Id), (submission.Country, submission.Subdivision, submission.City));
    }

    [Fact]
    public async Task Another_state_than_that_of_the_city_takes_the_city_back()
    {
        _intake.Answers.Enqueue(Stored(counted: true));
        var form = Open(new FormDraft(false, "login", "IT", null, null));
        var cities = form.FindComponent<MudBlazor.MudAutocomplete<City>>();
        var milan = (await cities.Instance.SearchFunc!("Milano", CancellationToken.None)!)!.First();
        await form.InvokeAsync(() => cities.Instance.ValueChanged.InvokeAsync(milan));
        await form.Find("#guided-subdivision").ChangeAsync("IT-62");
        await form.Find("form").SubmitAsync();

        var submission = Assert.Single(_intake.Seen).Submission;
        Assert.Equal(("IT-62", null), (submission.Subdivision, submission.City));
    }

    [Fact]
    public async Task A_position_becomes_the_names_of_a_place_and_goes_no_further()
    {
        _intake.Answers.Enqueue(Stored(counted: true));
        var form = Open(new FormDraft(false, "login", "FR", null, null));
        _script!.Setup<FormPoint?>("place").SetResult(new FormPoint(45.47, 9.2));
        await form.FindAll("button").Single(button => button.TextContent.Contains("Use the place of this device", StringComparison.Ordinal)).ClickAsync(new());
        await form.Find("form").SubmitAsync();

        var submission = Assert.Single(_intake.Seen).Submission;
        Assert.Equal(("IT", "IT-25", null, null), (submission.Country, submission.Subdivision, submission.Latitude, submission.Longitude));
        Assert.NotNull(submission.City);
    }

    [Fact]
    public void A_network_that_sends_too_much_has_to_wait_here_too()
    {
        _options.ReportsPerNetworkAndMinute = 6;
        _intake.Answers.Enqueue(Stored(counted: true));
        var throttle = Services.GetRequiredService<NetworkThrottle>();
        SendUntilFull(throttle);

        var form = Open(new FormDraft(false, "login", "IT", null, null));
        _ = form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Contains("Not sent yet.", form.Markup, StringComparison.Ordinal));
        Assert.Empty(_intake.Seen);
    }

    [Fact]
    public async Task The_browser_is_given_the_id_to_keep_sealed()
    {
        _intake.Answers.Enqueue(Stored(counted: true) with { FirstPartyId = "an-id" });
        var form = Open(new FormDraft(false, "login", "IT", null, null));
        await form.Find("form").SubmitAsync();

        var kept = Assert.Single(_script!.Invocations["keep"]).Arguments;
        Assert.Equal("reporter", kept[0]);
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        request.Headers.Cookie = $"reporter={kept[1]}";
        Assert.Equal("an-id", Services.GetRequiredService<ReporterCookie>().Read(request));
        Assert.Equal((true, null), (_intake.Seen[0].Caller.KeepsId, _intake.Seen[0].Caller.FirstPartyId));
    }

    private static void SendUntilFull(NetworkThrottle throttle)
    {
        while (throttle.Allows(System.Net.IPAddress.Parse("203.0.113.77"), isProven: false))
        {
        }
    }

    private static IntakeResult.Stored Stored(bool counted) => new(
        Guid.CreateVersion7(SampleBoards.Now), SampleServices.Zoom, PlaceId.Parse("IT"), counted, SampleBoards.Now);

    private IRenderedComponent<GuidedReport> Open(FormDraft draft)
    {
        var form = Start(draft, new Visitor("203.0.113.9", "Firefox"));
        form.WaitForElement("form.guided");
        return form;
    }

    private IRenderedComponent<GuidedReport> Start(FormDraft draft, Visitor visitor)
    {
        _script = JSInterop.SetupModule("/report.js");
        _script.Setup<FormDraft>("start").SetResult(draft);
        return Render<GuidedReport>(parameters => parameters
            .Add(report => report.Language, "en").Add(report => report.Input, new ReportInput("zoom", Key: "key-1")).Add(report => report.Visitor, visitor));
    }

    private sealed class FakeIntake : IIntake
    {
        public Queue<IntakeResult> Answers { get; } = new();

        public List<(Submission Submission, Caller Caller)> Seen { get; } = [];

        public bool IsFull => false;

        public Task<IntakeResult> ReceiveAsync(Submission submission, Caller caller, CancellationToken cancellationToken)
        {
            Seen.Add((submission, caller));
            return Task.FromResult(Answers.Dequeue());
        }
    }
}
