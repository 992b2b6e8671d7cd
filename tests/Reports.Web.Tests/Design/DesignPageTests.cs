using System.Net;
using Microsoft.AspNetCore.Hosting;
using Reports.Web.Features.Design;

namespace Reports.Web.Tests.Design;

public sealed class DesignPageTests
{
    [Fact]
    public async Task Every_state_is_shown_in_either_theme_and_direction()
    {
        await using var application = await ReportsApplication.StartAsync();
        foreach (var state in DesignSample.Names)
        {
            var page = await application.Client.GetStringAsync($"/design?state={state}&theme=dark&lang=ar");
            Assert.Contains("lang=\"ar\" dir=\"rtl\" data-theme=\"dark\"", page, StringComparison.Ordinal);
            Assert.Contains("id=\"chart-title\"", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\sstyle=", page);
        }

        Assert.Contains("class=\"answer answer--ou", await application.Client.GetStringAsync("/design?state=outage"), StringComparison.Ordinal);
        Assert.Contains("class=\"answer answer--op", await application.Client.GetStringAsync("/design?state=nonsense&theme=x&lang=y"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_there_outside_development()
    {
        await using var application = await ReportsApplication.StartAsync();
        await using var published = application.WithWebHostBuilder(builder => builder.UseEnvironment("Production"));
        using var client = published.CreateClient();
        await ReportsApplication.ReadyAsync(client);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/design");
        request.Headers.Add("Accept", "text/html");
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(request)).StatusCode);
    }
}
