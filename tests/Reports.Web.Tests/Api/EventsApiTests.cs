using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reports.Pipeline.Alarms;

namespace Reports.Web.Tests.Api;

/// <summary>The stream of a site that is starting, and that stops.</summary>
public sealed class EventsApiTests
{
    [Fact]
    public async Task Before_the_first_board_the_stream_opens_and_the_other_reads_are_told_to_come_back()
    {
        await using var application = new ReportsApplication();
        await using var starting = application.WithWebHostBuilder(builder => builder.ConfigureServices(
            services => services.Remove(services.Single(service => service.ImplementationFactory is Func<IServiceProvider, DetectionWorker>))));
        var client = starting.CreateClient();
        Assert.All(
            await Task.WhenAll(new[] { "/api/v1/outages", "/", "/it/services/zoom", "/badge/zoom.svg", "/embed/zoom" }.Select(path => client.GetAsync(path))),
            answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));

        using var frame = await client.GetAsync("/embed/zoom");
        Assert.False(frame.Headers.Contains("X-Frame-Options"));
        Assert.Equal("5", Assert.Single(frame.Headers.GetValues("Refresh")));

        using var stream = await client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());

        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        Assert.Equal("event: ping", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_site_that_stops_ends_its_streams()
    {
        await using var application = await ReportsApplication.StartAsync();
        using var reader = new StreamReader(await application.Client.GetStreamAsync("/api/v1/events?service=zoom"));
        Assert.Equal("event: status", await reader.ReadLineAsync());

        application.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.StartsWith("data: ", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
