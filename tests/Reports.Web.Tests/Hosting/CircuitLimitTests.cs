using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Reports.Web.Tests.Hosting;

/// <summary>Connections of the guided form, which each may become a circuit; browsers are in CrowdedFormTests.</summary>
public sealed class CircuitLimitTests
{
    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate/?negotiateVersion=1")]
    [InlineData("/_BLAZOR/Negotiate")]
    public async Task A_full_site_says_so_when_it_is_asked_for_its_terms(string path)
    {
        await using var site = new ReportsApplication();
        await using var full = With(site, 0);
        using var client = full.CreateClient();
        using var content = new StringContent("");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "30"), (answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
    }

    [Theory]
    [InlineData("ws://localhost/_blazor")]
    [InlineData("ws://localhost/_blazor/")]
    [InlineData("ws://localhost/_blazor?id=")]
    [InlineData("ws://localhost/_blazor?id=whatever")]
    public async Task A_full_site_opens_no_connection_however_it_is_asked(string address)
    {
        await using var site = new ReportsApplication();
        await using var full = With(site, 0);
        using var client = full.CreateClient();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => full.Server.CreateWebSocketClient().ConnectAsync(new Uri(address), TestContext.Current.CancellationToken));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "*/*"), InlineData("GET", "text/event-stream"), InlineData("POST", "*/*"), InlineData("DELETE", "*/*")]
    [InlineData("GET", "*/*", "x"), InlineData("GET", "text/event-stream", "websocket"), InlineData("POST", "*/*", "websocket")]
    public async Task Only_web_sockets_are_offered_since_circuits_of_polls_would_be_counted_by_nobody(string method, string accept, string? upgrade = null)
    {
        await using var site = new ReportsApplication();
        using var client = site.CreateClient();
        using var content = new StringContent("");
        using var terms = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), content);
        var token = JsonDocument.Parse(await terms.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("connectionToken").GetString();
        using var poll = new HttpRequestMessage(new HttpMethod(method), new Uri($"/_blazor?id={token}", UriKind.Relative));
        poll.Headers.Add("Accept", accept);
        if (upgrade is not null)
        {
            poll.Headers.Add("Upgrade", upgrade);
            poll.Headers.Add("Connection", "Upgrade");
        }

        using var answer = await client.SendAsync(poll, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_connection_holds_its_slot_while_it_is_open_whether_it_has_a_circuit_or_not()
    {
        await using var site = new ReportsApplication();
        await using var one = With(site, 1);
        using var client = one.CreateClient();
        using (var first = await OpenAsync(one))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(one));
            await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        }

        for (var tries = 0; ; tries++)
        {
            try
            {
                using var second = await OpenAsync(one);
                break;
            }
            catch (InvalidOperationException) when (tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static async Task<WebSocket> OpenAsync(WebApplicationFactory<Program> site)
    {
        var socket = await site.Server.CreateWebSocketClient().ConnectAsync(new Uri("ws://localhost/_blazor"), TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        return socket;
    }

    private static WebApplicationFactory<Program> With(ReportsApplication site, int most) => site.WithWebHostBuilder(builder => builder.UseSetting("ReportForm:MostCircuits", $"{most}"));
}
