using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Reports.Web.Hosting;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>What a sender is told of its limit: the headers never contradict each other, nor what happens next. Each test sends from a network of its own.</summary>
public sealed partial class RateLimitTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private ReportsApplication Application => shared.Application;

    [Fact]
    public async Task Whoever_may_send_more_is_told_how_much_and_of_no_wait()
    {
        using var taken = await Application.ReportAsync(new { service = "zoom" }, address: "198.18.1.7");

        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal("\"network\";q=600;w=60", taken.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"network\";r=599", taken.Headers.GetValues("RateLimit").Single());
    }

    [Fact]
    public async Task A_network_that_has_sent_all_it_may_is_told_one_wait_by_both_headers()
    {
        using var refused = await RefusedAsync("198.18.2.7", address => Application.ReportAsync(new { service = "zoom" }, address: address));

        var (left, wait) = Told(refused);
        Assert.Equal(0, left);

        // What was sent leaves the view a tenth of a second apart, but only once the minute of the site has turned.
        Assert.InRange(wait, 1, 61);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Try again in {wait} s."), await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_never_answers_is_refused_and_told_what_is_left_for_those_who_do()
    {
        HttpResponseMessage answer;
        var asked = 0;
        do
        {
            answer = await Application.ReportAsync(new { service = "zoom" }, address: "198.18.3.7");
            asked += answer.StatusCode is HttpStatusCode.Forbidden ? 1 : 0;
        }
        while (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Forbidden);

        var (left, wait) = Told(answer);
        Assert.InRange(asked, 480, 600);
        Assert.InRange(left, 450, 599);
        Assert.InRange(wait, 1, 61);
    }

    [Fact]
    public async Task A_form_is_told_the_same_and_shows_the_wait()
    {
        using var refused = await RefusedAsync("198.18.4.7", address =>
            Application.SendAsync("/en/report", "service=zoom&problem=login"u8.ToArray(), "application/x-www-form-urlencoded", address: address, site: "same-origin"));

        var (left, wait) = Told(refused);
        Assert.Equal(0, left);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"data-again=\"{wait}\""), await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static (int Left, int Wait) Told(HttpResponseMessage refused)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("\"network\";q=600;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        var told = TellsLimit().Match(refused.Headers.GetValues("RateLimit").Single());
        Assert.True(told.Success, refused.Headers.GetValues("RateLimit").Single());
        var wait = int.Parse(told.Groups["wait"].Value, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromSeconds(wait), refused.Headers.RetryAfter?.Delta);
        return (int.Parse(told.Groups["left"].Value, CultureInfo.InvariantCulture), wait);
    }

    /// <summary>Fills a network and sends; once more where the minute turned in between.</summary>
    private async Task<HttpResponseMessage> RefusedAsync(string address, Func<string, Task<HttpResponseMessage>> sendAsync)
    {
        var (throttle, network) = (Application.Services.GetRequiredService<NetworkThrottle>(), IPAddress.Parse(address));
        HttpResponseMessage answer;
        do
        {
            while (throttle.Allows(network, isProven: true))
            {
            }

            answer = await sendAsync(address);
        }
        while (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Forbidden);
        return answer;
    }

    [GeneratedRegex("^\"network\";r=(?<left>[0-9]+);t=(?<wait>[0-9]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TellsLimit();
}
