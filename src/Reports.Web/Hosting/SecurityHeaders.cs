using Reports.Web.Components;
using Reports.Web.Features.Widget;

namespace Reports.Web.Hosting;

/// <summary>
/// What every answer says to the browser. Public pages run no inline script, have no inline style but the sheets of the site, known by their hashes, and
/// load nothing from elsewhere; the page with MudBlazor may style inline; only the frame of an embed may be framed, and puts a policy of its own in this one's place.
/// </summary>
public static class SecurityHeaders
{
    private const string Strict =
        "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private static readonly string Page = $"{Strict}; style-src 'self' {PageStyles.Sources}";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(next => context =>
    {
        // Said last: an error clears what was said before, and a frame out of the cache is answered like a fresh one.
        var path = context.Request.Path;
        context.Response.OnStarting(() =>
        {
            Say(context.Response.Headers, path);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Say(IHeaderDictionary headers, PathString path)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(), interest-cohort=()";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = IsInteractive(path) ? $"{Strict}; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
                : headers.ContentType.ToString().StartsWith("text/html", StringComparison.Ordinal) ? Page
                : Strict;
        }

        if (!string.Equals(headers.ContentSecurityPolicy, EmbedStyle.ContentSecurityPolicy, StringComparison.Ordinal))
        {
            headers.XFrameOptions = "DENY";
        }
    }

    /// <summary>The guided form, under any language.</summary>
    private static bool IsInteractive(PathString path) => path.Value?.EndsWith("/report", StringComparison.OrdinalIgnoreCase) is true;
}
