using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Reports.Data.Tables;
using Reports.Domain.Counting;
using Reports.Domain.Keys;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Keys;
using Reports.Web.Api;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Keys;

/// <param name="Name">Of the partner: keys of one name send reports of the same people.</param>
/// <param name="Scopes">Out of <c>ingest</c>, <c>updates</c>, <c>admin</c>.</param>
/// <param name="ExpiresAt">Never where left out.</param>
/// <param name="LinesPerMinute">Lines of batches it may send in a minute.</param>
public sealed record MakeKeyRequest(
    [property: Required, MaxLength(ApiKeyRow.LongestName)] string? Name = null, [property: Required, MinLength(1), AllowedValues("ingest", "updates", "admin")] IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null,
    [property: Range(1, ApiKeyOptions.MostLinesPerMinute)] int? LinesPerMinute = null);

/// <param name="LastUsed">A day, in UTC.</param>
public sealed record KeyAnswer(
    Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateOnly? LastUsed, int LinesPerMinute)
{
    internal static KeyAnswer Of(ApiKeyRow row) => new(
        row.Id, row.Name, KeysApi.NamesOf((ApiScopes)row.Scopes), row.CreatedAt, row.ExpiresAt, row.RevokedAt,
        row.LastUsedDay is { } day ? DateOnly.FromDateTime(MinuteBucket.Start(day * MinuteBucket.PerDay).UtcDateTime) : null, row.LinesPerMinute);
}

/// <param name="Key">Told this once; only its hash is kept.</param>
public sealed record MadeKeyAnswer(string Key, KeyAnswer About);

/// <summary>Makes, lists and revokes API keys.</summary>
public static class KeysApi
{
    private static readonly ApiScopes[] Scopes = [ApiScopes.Ingest, ApiScopes.Updates, ApiScopes.Admin];

    public static IEndpointRouteBuilder MapKeysApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/keys").WithTags("Keys").RequireApiKey(ApiScopes.Admin);
        group.MapGet("", ListAsync).WithSummary("API keys, the newest first, without their secrets").Produces<Page<KeyAnswer>>();
        group.MapPost("", MakeAsync).Accepts<MakeKeyRequest>("application/json").WithSummary("Make an API key; it is told this once")
            .Produces<MadeKeyAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        group.MapPost("/{id:guid}/revoke", RevokeAsync).WithSummary("Revoke an API key").Produces<KeyAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        return routes;
    }

    internal static IReadOnlyList<string> NamesOf(ApiScopes scopes) => [.. Scopes.Where(scope => scopes.HasFlag(scope)).Select(RequiredScope.NameOf)];

    private static async Task<IResult> ListAsync(HttpResponse response, ApiKeyRing ring, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Page<KeyAnswer>([.. (await ring.ListAsync(cancellationToken)).Select(KeyAnswer.Of)], null));
    }

    private static async Task<IResult> MakeAsync(HttpContext context, ApiKeyRing ring, TimeProvider time, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyReader.ReadAsync<MakeKeyRequest>(context.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var name = body.Name?.Trim() ?? "";
        if (name.Length is 0 or > ApiKeyRow.LongestName || !PlainText.Is(name) || string.Equals(name, ApiKeyRing.BootstrapName, StringComparison.Ordinal))
        {
            errors["name"] = [$"is required, plain text of at most {ApiKeyRow.LongestName} characters, not {ApiKeyRing.BootstrapName}"];
        }

        if (body.Scopes is not { Count: > 0 } names || names.Except(NamesOf(ApiScopes.All), StringComparer.Ordinal).Any())
        {
            errors["scopes"] = [$"must be one or more of {string.Join(", ", NamesOf(ApiScopes.All))}"];
        }

        if (body.ExpiresAt <= time.GetUtcNow())
        {
            errors["expiresAt"] = ["must lie in the future"];
        }

        if (body.LinesPerMinute is < 1 or > ApiKeyOptions.MostLinesPerMinute)
        {
            errors["linesPerMinute"] = [string.Create(CultureInfo.InvariantCulture, $"must be 1 to {ApiKeyOptions.MostLinesPerMinute}")];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var scopes = Scopes.Where(scope => body.Scopes!.Contains(RequiredScope.NameOf(scope), StringComparer.Ordinal)).Aggregate(ApiScopes.None, (all, scope) => all | scope);
        var (text, row) = await ring.CreateAsync(name, scopes, body.ExpiresAt?.ToUniversalTime(), body.LinesPerMinute, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/keys/{row.Id}", new MadeKeyAnswer(text, KeyAnswer.Of(row)));
    }

    private static async Task<IResult> RevokeAsync(Guid id, ApiKeyRing ring, CancellationToken cancellationToken) =>
        await ring.RevokeAsync(id, cancellationToken) is { } row
            ? TypedResults.Ok(KeyAnswer.Of(row))
            : Problems.Of(StatusCodes.Status404NotFound, "unknown-key", "There is no such key.", $"No key has the id {id}.");
}
