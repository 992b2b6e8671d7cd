namespace Reports.Web.Hosting;

/// <summary>
/// What every answer says to the browser. Public pages run no inline script or style and load nothing from elsewhere; the page with MudBlazor
/// may style inline; only embeds may be framed, and bring a policy of their own.
/// </summary>
public static class SecurityHeaders
{
    private const string Strict =
        "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var path = context.Request.Path;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(), interest-cohort=()";
        if (!path.StartsWithSegments("/embed", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentSecurityPolicy = IsInteractive(path) ? $"{Strict}; style-src 'self' 'unsafe-inline'; img-src 'self' data:" : Strict;
            headers.XFrameOptions = "DENY";
        }

        await next(context);
    });

    /// <summary>The guided form, under any language.</summary>
    private static bool IsInteractive(PathString path) => path.Value?.EndsWith("/report", StringComparison.OrdinalIgnoreCase) is true;
}
