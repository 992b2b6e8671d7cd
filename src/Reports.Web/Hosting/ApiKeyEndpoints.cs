using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Reports.Domain.Keys;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Keys;

namespace Reports.Web.Hosting;

/// <summary>The scope that an endpoint asks of a key.</summary>
public sealed record RequiredScope(ApiScopes Scope)
{
    public string Name => NameOf(Scope);

    public static string NameOf(ApiScopes scope) => scope.ToString().ToLowerInvariant();
}

public static class ApiKeyEndpoints
{
    private const string Item = "api-key";

    /// <summary>401 without a known key, 403 without the scope; the key is <see cref="ApiKey"/> afterwards.</summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder builder, ApiScopes scope)
        where TBuilder : IEndpointConventionBuilder
    {
        var required = new RequiredScope(scope);
        return builder.WithMetadata(required)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status403Forbidden, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]))
            .AddEndpointFilter(async (context, next) => await CheckAsync(context.HttpContext, required) ?? await next(context));
    }

    public static ApiKey ApiKey(this HttpContext context) => (ApiKey)context.Items[Item]!;

    private static async ValueTask<object?> CheckAsync(HttpContext context, RequiredScope required)
    {
        if (KeyOf(context.Request) is not { Length: > 0 } text)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, "api-key-required", "An API key is required.", "Send it as Authorization: Bearer <key> or X-Api-Key.");
        }

        var services = context.RequestServices;
        var (key, fault) = await services.GetRequiredService<ApiKeyRing>().FindAsync(text, context.RequestAborted);
        context.Items[Item] = key;
        if (key is not null && !key.Scopes.HasFlag(required.Scope))
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{required.Name}\"";
            return Problems.Of(StatusCodes.Status403Forbidden, "insufficient-scope", "The API key may not do this.", $"It needs the scope {required.Name}.");
        }

        return fault switch
        {
            ApiKeyFault.None => null,
            ApiKeyFault.Malformed => Refused(context, "api-key-malformed", "This is no API key.", "Its form or its checksum is wrong: look for a typo."),
            ApiKeyFault.Unknown => Refused(context, "api-key-unknown", "The API key is unknown.", "It is written as it should be, but this site never made it."),
            ApiKeyFault.Revoked => Refused(context, "api-key-revoked", "The API key was revoked.", "Ask who runs this site for another one."),
            ApiKeyFault.Expired => Refused(context, "api-key-expired", "The API key has expired.", "Ask who runs this site for another one."),
            ApiKeyFault.Away => Away(context, services.GetRequiredService<IOptions<IntakeOptions>>().Value),
        };
    }

    private static string KeyOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : request.Headers["X-Api-Key"].ToString();
    }

    private static ProblemHttpResult Refused(HttpContext context, string type, string title, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Problems.Of(StatusCodes.Status401Unauthorized, type, title, detail);
    }

    private static ProblemHttpResult Away(HttpContext context, IntakeOptions options)
    {
        context.Response.Headers.RetryAfter = Problems.Seconds(options.RetryAfter);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "busy", "API keys cannot be looked up now.", "Nothing was done. Send it again.");
    }
}
