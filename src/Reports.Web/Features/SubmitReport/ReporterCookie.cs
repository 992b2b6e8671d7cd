using Microsoft.AspNetCore.DataProtection;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// The first-party id: what this site gave a browser at a report that counted, sealed, so that many people behind one network are told apart when
/// they come again. Nobody can make one up, and what is stored of it is a hash under the key of the day.
/// </summary>
public sealed class ReporterCookie(IDataProtectionProvider protection)
{
    public const string Name = "reporter";

    /// <summary>After that a browser is a stranger again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Reports.FirstPartyId").ToTimeLimitedDataProtector();

    /// <summary>The id that the browser brings, or null.</summary>
    public string? Read(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _protector.Open(request.Cookies[Name]);
    }

    /// <summary>The same, and takes away what cannot be read: the guided form could not put another in its place, for no script may touch it.</summary>
    public string? ReadOrClear(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var id = Read(http.Request);
        if (id is null && http.Request.Cookies.ContainsKey(Name))
        {
            http.Response.Cookies.Delete(Name);
        }

        return id;
    }

    public string Seal(string id) => _protector.Protect(id, Lifetime);

    public void Keep(HttpResponse response, string id)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Cookies.Append(Name, Seal(id), new CookieOptions
        {
            MaxAge = Lifetime,
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            Secure = response.HttpContext.Request.IsHttps,
            IsEssential = true,
        });
    }
}
