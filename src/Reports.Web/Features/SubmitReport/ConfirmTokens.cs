using Microsoft.AspNetCore.DataProtection;
using Reports.Pipeline.Intake;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// Proof that this network and browser were shown the confirm page. A hostile page cannot read it, and one that its server fetches is for the
/// server's network.
/// </summary>
public sealed class ConfirmTokens(IDataProtectionProvider protection)
{
    public const string Field = "confirm";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Reports.ConfirmReport").ToTimeLimitedDataProtector();

    public string Issue(HttpContext http) => _protector.Protect(Subject(http), Lifetime);

    public bool Accepts(string? token, HttpContext http) => string.Equals(_protector.Open(token), Subject(http), StringComparison.Ordinal);

    internal static string Subject(HttpContext http) =>
        $"{ReporterHash.NetworkOf(http.Connection.RemoteIpAddress)}|{ReporterHash.BrowserOf(http.Request.Headers.UserAgent)}";
}
