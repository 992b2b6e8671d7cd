using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Reports.Web.Features.SubmitReport;

namespace Reports.Web.Tests.SubmitReport;

public sealed class SealsTests
{
    private readonly EphemeralDataProtectionProvider _ring = new();

    [Fact]
    public async Task What_is_forged_spent_or_of_another_ring_is_nothing()
    {
        var seal = _ring.CreateProtector("test").ToTimeLimitedDataProtector();
        var good = seal.Protect("text", TimeSpan.FromMinutes(1));
        var spent = seal.Protect("text", TimeSpan.FromMilliseconds(1));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal("text", seal.Open(good));
        Assert.All([spent, good[..^4] + "AAAA", new EphemeralDataProtectionProvider().CreateProtector("test").Protect("text"), "\ud800", "%", "", null], text => Assert.Null(seal.Open(text)));
    }

    [Fact]
    public void A_cookie_that_cannot_be_read_is_taken_away_and_a_good_one_stays()
    {
        var cookie = new ReporterCookie(_ring);

        Assert.Equal(("an id", ""), Read($"reporter={cookie.Seal("an id")}"));
        Assert.Equal((null, ""), Read("theme=dark"));
        var (id, set) = Read($"reporter={new ReporterCookie(new EphemeralDataProtectionProvider()).Seal("an id")}");
        Assert.Null(id);
        Assert.StartsWith("reporter=; expires=Thu, 01 Jan 1970", set, StringComparison.Ordinal);

        (string?, string) Read(string sent)
        {
            var http = new DefaultHttpContext();
            http.Request.Headers.Cookie = sent;
            return (cookie.ReadOrClear(http), http.Response.Headers.SetCookie.ToString());
        }
    }
}
