using Reports.Domain.Keys;

namespace Reports.Pipeline.Keys;

/// <summary>A key that a request came with.</summary>
/// <param name="Name">Of the partner: keys of one name send reports of the same people.</param>
/// <param name="LinesPerMinute">Lines of batches it may send in a minute; null for as many as it likes.</param>
public sealed record ApiKey(Guid Id, string Name, ApiScopes Scopes, int? LinesPerMinute);

/// <summary>What became of a key: itself, or what is wrong with it.</summary>
public readonly record struct ApiKeyLookup(ApiKey? Key, ApiKeyFault Fault = ApiKeyFault.None);

public enum ApiKeyFault
{
    None,

    /// <summary>No key of ours is written like this: most likely a typo.</summary>
    Malformed,
    Unknown,
    Revoked,
    Expired,

    /// <summary>The database is away, and was since the start: nothing is known.</summary>
    Away,
}
