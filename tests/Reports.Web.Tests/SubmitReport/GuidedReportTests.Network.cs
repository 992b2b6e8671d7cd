using System.Diagnostics.Metrics;
using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Reports.Pipeline;
using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport;

namespace Reports.Web.Tests.SubmitReport;

/// <content>Where the page is not that of the network that has it.</content>
public sealed partial class GuidedReportTests
{
    [Theory]
    [InlineData("198.51.100.7", "203.0.113.9"), InlineData(null, "203.0.113.9"), InlineData("203.0.113.9", null), InlineData(null, null), InlineData("203.0.113.9", "no address")]
    public void The_plain_form_stays_with_what_was_typed_where_the_network_is_another_or_not_known(string? circuit, string? page)
    {
        _network.Begin(circuit is null ? null : IPAddress.Parse(circuit));
        var form = Start(new FormDraft(false, "login", "IT", "IT-25", "it says no"), new Visitor(page, "Firefox"));

        form.WaitForAssertion(() => Assert.Equal("it says no", form.Find("form[method=post] #comment").TextContent));
        Assert.Equal("login", form.Find("[name=problem][checked]").GetAttribute("value"));
        Assert.Equal(("IT", "IT-25"), (form.Find("#country [selected]").GetAttribute("value"), form.Find("#subdivision [selected]").GetAttribute("value")));
        Assert.Equal("key-1", form.Find("[name=idempotencyKey]").GetAttribute("value"));
        Assert.Empty(form.FindAll("form.guided"));
    }

    [Fact]
    public async Task What_waits_to_be_sent_is_not_where_another_networks_page_takes_the_place()
    {
        _intake.Answers.Enqueue(new IntakeResult.Busy(TimeSpan.FromSeconds(5)));
        var form = Open(new FormDraft(false, "login", "IT", null, null));
        using var refused = new MetricCollector<long>(Services.GetRequiredService<IMeterFactory>(), ReportsMeter.Name, "reports.refused");
        var sending = form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("Not sent yet.", form.Markup, StringComparison.Ordinal));

        form.Render(parameters => parameters.Add(report => report.Visitor, new Visitor("198.51.100.7", "Firefox")));
        _time.Advance(TimeSpan.FromSeconds(5));
        await sending;

        Assert.Single(_intake.Seen);
        Assert.Equal(["busy", "foreign-network"], refused.GetMeasurementSnapshot().Select(one => one.Tags["reason"]));
        Assert.Empty(form.FindAll("form.guided"));
    }
}
