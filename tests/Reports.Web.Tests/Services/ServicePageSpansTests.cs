using System.Net;

namespace Reports.Web.Tests.Services;

public sealed class ServicePageSpansTests
{
    [Fact]
    public async Task Every_span_is_a_page_and_a_wrong_one_says_so()
    {
        await using var application = await ReportsApplication.StartAsync();
        foreach (var (query, heading) in ((string, string)[])[("", "Reports in the last 24 hours"), ("?range=7d", "Reports over time"), ("?range=30d", "Reports over time"), ("?from=2026-05-01T00:00Z&to=2026-05-01T06:00Z", "Reports")])
        {
            Assert.Contains(heading, await application.Client.GetStringAsync("/services/zoom" + query), StringComparison.Ordinal);
        }

        var wrong = await application.Client.GetAsync("/it/services/zoom?from=2026-05-05&to=2026-05-01");
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains("Scegli un periodo", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
