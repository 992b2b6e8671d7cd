using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Hosting;
using Reports.Web.Tests.SubmitReport.Proofs;

namespace Reports.Web.Tests.SubmitReport;

/// <content>Where the network is suspicious.</content>
public sealed partial class GuidedReportTests
{
    [Fact]
    public async Task A_suspicious_network_is_asked_for_a_proof_and_the_report_goes_out_by_itself()
    {
        _options.ReportsWithoutProof = 6;
        _intake.Answers.Enqueue(Stored(counted: true));
        SendUntilFull(Services.GetRequiredService<NetworkThrottle>());
        var form = Open(new FormDraft(false, "login", "IT", null, "it says no"));
        JSRuntimeInvocationHandler<string?> prove = null!;
        prove = _script!.Setup<string?>("prove", call =>
        {
            var asked = JsonDocument.Parse((string)call.Arguments[1]!).RootElement;
            Assert.Equal("en", asked.GetProperty("language").GetString());
            Assert.Empty(_intake.Seen);
            prove.SetResult(ProofSolver.Payload(asked.GetProperty("challenge")));
            return true;
        });
        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(() => Assert.Contains("You are not alone", form.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Equal("it says no", Assert.Single(_intake.Seen).Submission.Comment);
    }

    [Fact]
    public async Task Where_the_browser_cannot_the_person_waits_and_presses_once_more()
    {
        _options.ReportsWithoutProof = 6;
        _intake.Answers.Enqueue(Stored(counted: true));
        SendUntilFull(Services.GetRequiredService<NetworkThrottle>());
        var form = Open(new FormDraft(false, "login", "IT", null, "it says no"));
        _script!.Setup<string?>("prove", _ => true).SetResult(null);
        await form.Find("form").SubmitAsync();
        Assert.Contains("Please wait 10 seconds", form.Markup, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(9));
        await form.Find("form").SubmitAsync();
        Assert.Empty(_intake.Seen);
        Assert.Contains("Please wait 10 seconds", form.Markup, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(1));
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("You are not alone", form.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Equal("it says no", Assert.Single(_intake.Seen).Submission.Comment);
    }
}
