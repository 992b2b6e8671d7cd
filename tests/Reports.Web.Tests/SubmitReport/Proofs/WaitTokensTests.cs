using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Reports.Web.Features.SubmitReport.Proofs;

namespace Reports.Web.Tests.SubmitReport.Proofs;

public sealed class WaitTokensTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 17, 12, 0, 0, TimeSpan.Zero));
    private readonly WaitTokens _waits;
    private readonly HttpContext _http = Visitor("203.0.113.9", "Mozilla/5.0 (X11; Linux) Firefox/140");

    public WaitTokensTests() => _waits = new WaitTokens(new EphemeralDataProtectionProvider(), _time);

    [Fact]
    public void It_is_good_once_from_ten_seconds_on()
    {
        var token = _waits.Issue(_http);
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal((ProofFault.Early, TimeSpan.FromSeconds(3)), _waits.Use(token, _http));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(ProofFault.None, _waits.Use(token, _http).Fault);
        Assert.Equal(ProofFault.Used, _waits.Use(token, _http).Fault);
    }

    [Fact]
    public void It_is_good_for_twenty_minutes()
    {
        var (early, late) = (_waits.Issue(_http), _waits.Issue(_http));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(ProofFault.None, _waits.Use(early, _http).Fault);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ProofFault.Expired, _waits.Use(late, _http).Fault);
    }

    [Theory]
    [InlineData("203.0.114.9", "Mozilla/5.0 (X11; Linux) Firefox/140"), InlineData("203.0.113.9", "curl/8")]
    public void It_is_good_for_its_network_and_browser_only(string address, string browser)
    {
        var token = _waits.Issue(_http);
        _time.Advance(WaitTokens.Delay);

        Assert.Equal(ProofFault.Wrong, _waits.Use(token, Visitor(address, browser)).Fault);
        Assert.Equal(ProofFault.None, _waits.Use(token, _http).Fault);
    }

    [Theory]
    [InlineData(null, ProofFault.Missing), InlineData("", ProofFault.Missing), InlineData("forged", ProofFault.Wrong)]
    public void Without_one_of_ours_nobody_has_waited(string? token, ProofFault expected) => Assert.Equal(expected, _waits.Use(token, _http).Fault);

    private static DefaultHttpContext Visitor(string address, string browser) =>
        new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) }, Request = { Headers = { UserAgent = browser } } };
}
