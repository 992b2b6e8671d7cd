using System.Security.Cryptography;
using System.Text;

namespace Reports.Web.Hosting;

/// <summary>The keys that may write what the public may not. The first comes from the configuration and has every scope.</summary>
public sealed class ApiKeys(IConfiguration configuration)
{
    public const string BootstrapName = "bootstrap";
    private readonly byte[]? _bootstrap = configuration["Admin:BootstrapApiKey"] is { Length: > 0 } key ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : null;

    /// <summary>The name of the key a request carries as <c>Authorization: Bearer</c> or <c>X-Api-Key</c>; null without a known one.</summary>
    public string? Find(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        const string Bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        var key = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : request.Headers["X-Api-Key"].ToString();
        return key.Length > 0 && _bootstrap is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _bootstrap)
            ? BootstrapName
            : null;
    }
}

public static class ApiKeyEndpoints
{
    private const string Item = "api-key";

    /// <summary>401 without a known key; the name of the key is <see cref="ApiKeyName"/> afterwards.</summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.RequestServices.GetRequiredService<ApiKeys>().Find(http.Request) is not { } name)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
                return Problems.Of(StatusCodes.Status401Unauthorized, "api-key-required", "An API key is required.", "Send it as Authorization: Bearer <key> or X-Api-Key.");
            }

            http.Items[Item] = name;
            return await next(context);
        });

    public static string ApiKeyName(this HttpContext context) => (string)context.Items[Item]!;
}
