using System.Globalization;
using Microsoft.Net.Http.Headers;
using Reports.Pipeline.Status;

namespace Reports.Web.Hosting;

/// <summary>Reads that come from the board alone: open to every origin, cacheable for seconds, 304 while the board is the same.</summary>
public static class BoardCaching
{
    // Versions begin anew with the process, so the tag names the process too.
    private static readonly string Process = Guid.CreateVersion7().ToString("N")[..12];

    public static TBuilder FromBoard<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var board = http.RequestServices.GetRequiredService<StatusBoardHolder>().Current;
            var tag = string.Create(CultureInfo.InvariantCulture, $"W/\"{Process}-{board.Version}\"");
            http.Response.Headers.ETag = tag;
            http.Response.Headers.CacheControl = "public, max-age=2";
            return http.Request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : await next(context);
        });

    /// <summary>Lets scripts of every origin read; nothing here depends on who asks.</summary>
    public static TBuilder OpenToAllOrigins<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers[HeaderNames.AccessControlAllowOrigin] = "*";
            context.HttpContext.Response.Headers[HeaderNames.AccessControlExposeHeaders] = "ETag, RateLimit, RateLimit-Policy, Retry-After";
            return await next(context);
        });
}
