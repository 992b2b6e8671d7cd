namespace Reports.Web.Features.SubmitReport;

/// <summary>Where a form was sent from.</summary>
public enum PostOrigin
{
    /// <summary>A page of this site.</summary>
    Own,

    /// <summary>The browser does not say; the person has to.</summary>
    Unknown,

    /// <summary>Another site.</summary>
    Foreign,
}

/// <summary>
/// Stands in for an antiforgery token, which a cached page cannot carry. It protects the counts from hostile pages: without it any page could
/// turn its visitors into a broad surge of reports that nobody made.
/// </summary>
public static class PostOrigins
{
    public static PostOrigin Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "same-origin")
        {
            return PostOrigin.Own;
        }

        // Browsers leave Sec-Fetch-Site out on plain HTTP, and Origin names the page there. "none" is a person, not a page.
        var origin = request.Headers.Origin.ToString();
        return (site, origin) switch
        {
            ("" or "none", "") => PostOrigin.Unknown,
            ("", _) => IsOwn(origin, request) ? PostOrigin.Own : PostOrigin.Foreign,
            _ => PostOrigin.Foreign,
        };
    }

    // The scheme is left out of it: behind a proxy the site may not know its own.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
