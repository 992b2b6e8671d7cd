using Microsoft.AspNetCore.Http;
using Reports.Web.Features.SubmitReport;

namespace Reports.Web.Tests.SubmitReport;

public sealed class PostOriginsTests
{
    [Theory]
    [InlineData("same-origin", null, PostOrigin.Own)]
    [InlineData("same-origin", "null", PostOrigin.Own)]
    [InlineData(null, "https://reports.example", PostOrigin.Own)]
    [InlineData(null, "http://reports.example", PostOrigin.Own)]
    [InlineData(null, null, PostOrigin.Unknown)]
    [InlineData("none", null, PostOrigin.Unknown)]
    [InlineData("cross-site", "https://reports.example", PostOrigin.Foreign)]
    [InlineData("same-site", "https://other.example", PostOrigin.Foreign)]
    [InlineData(null, "https://evil.example", PostOrigin.Foreign)]
    [InlineData(null, "https://reports.example.evil.example", PostOrigin.Foreign)]
    [InlineData(null, "https://reports.example:8443", PostOrigin.Foreign)]
    [InlineData(null, "null", PostOrigin.Foreign)]
    [InlineData("none", "https://evil.example", PostOrigin.Foreign)]
    public void Of_Headers_TellsWhereTheFormStood(string? site, string? origin, PostOrigin expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = "https";
        request.Host = new HostString("reports.example");
        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.Equal(expected, PostOrigins.Of(request));
    }
}
