using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Reports.Pipeline.Status;

namespace Reports.Web.Hosting;

/// <summary>How reads are cached: for seconds, open to every origin, 304 while the answer is the same.</summary>
public static class ReadCaching
{
    private const string StoreReads = "store-reads";

    // Versions begin anew with the process, so the tag names the process too.
    private static readonly string Process = Guid.CreateVersion7().ToString("N")[..12];

    /// <summary>Reads of the board: one answer for all who ask while the board stands, never one of a board before it. What somebody searches or chooses is kept for seconds.</summary>
    /// <param name="queryKeys">What tells answers under one address apart.</param>
    public static RouteHandlerBuilder FromBoard(this RouteHandlerBuilder builder, params string[] queryKeys) => builder.FromBoard(namesHost: false, queryKeys);

    /// <summary>The same for an answer in which the site's own address stands.</summary>
    public static RouteHandlerBuilder FromBoardWithHost(this RouteHandlerBuilder builder) => builder.FromBoard(namesHost: true);

    private static RouteHandlerBuilder FromBoard(this RouteHandlerBuilder builder, bool namesHost, params string[] queryKeys) => builder
        .CacheOutput(policy => policy
            .Expire(BoardAnswerCaching.Briefly)
            .SetVaryByHost(namesHost)
            .SetVaryByQuery(queryKeys)
            .VaryByValue(http => new KeyValuePair<string, string>("board", TagOf(http)))
            .AddPolicy<BoardAnswerCaching>())
        .WithMetadata(new OfBoardAlone(request => request.Query.Count == 0))
        .AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var tag = TagOf(http);
            var result = await next(context);
            if (result is IStatusCodeHttpResult { StatusCode: not (null or StatusCodes.Status200OK) })
            {
                return result;
            }

            http.Response.Headers.ETag = tag;
            http.Response.Headers.CacheControl = "public, max-age=2";
            return http.Request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : result;
        });

    /// <summary>
    /// Reads that go to the database: the same answer for all who ask within seconds, few at a time so that they cannot hold up the intake, and
    /// 304 while the answer is the same.
    /// </summary>
    public static RouteHandlerBuilder FromStore(this RouteHandlerBuilder builder) => builder
        .CacheOutput(policy => policy.Expire(BoardAnswerCaching.Briefly).SetVaryByHost(false).AddPolicy<BoardAnswerCaching>())
        .RequireRateLimiting(StoreReads)
        .AddEndpointFilter(async (context, next) =>
        {
            var result = await next(context);
            if (result is not IValueHttpResult { Value: { } value } || result is not IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK })
            {
                return result;
            }

            var http = context.HttpContext;
            var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            var bytes = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json);
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
            http.Response.Headers.ETag = tag;
            http.Response.Headers.CacheControl = "public, max-age=2";
            return http.Request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
                : TypedResults.Bytes(bytes, "application/json; charset=utf-8");
        });

    private static string TagOf(HttpContext http) => string.Create(
        CultureInfo.InvariantCulture, $"W/\"{Process}-{http.RequestServices.GetRequiredService<StatusBoardHolder>().Current.Version}\"");

    /// <summary>Callers beyond the queue are told to come back.</summary>
    public static IServiceCollection AddStoreReads(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.AddConcurrencyLimiter(StoreReads, reads => (reads.PermitLimit, reads.QueueLimit) = (4, 200));
        limiter.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "2";
            await Problems.Of(StatusCodes.Status503ServiceUnavailable, "busy", "Too many ask at once.", "Ask again in a few seconds.").ExecuteAsync(context.HttpContext);
        };
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
