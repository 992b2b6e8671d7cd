using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Counting;
using Reports.Domain.Keys;

namespace Reports.Pipeline.Keys;

/// <summary>
/// The keys that may do what the public may not. All of them are kept in memory and read again when a request finds them older than two seconds:
/// so long does a revoked key still work on another node, and no request costs a query of its own. Safe for all threads.
/// </summary>
public sealed partial class ApiKeyRing(IDbContextFactory<ReportsDbContext> contexts, IOptions<ApiKeyOptions> options, TimeProvider time, ILogger<ApiKeyRing> logger) : IDisposable
{
    public const string BootstrapName = "bootstrap";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly ApiKey Bootstrap = new(Guid.Empty, BootstrapName, ApiScopes.All, LinesPerMinute: null);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly byte[]? _bootstrap = options.Value.BootstrapApiKey is { Length: > 0 } key ? ApiKeyText.HashOf(key) : null;
    private volatile Snapshot? _known;

    public async ValueTask<ApiKeyLookup> FindAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var hash = ApiKeyText.HashOf(key);
        if (_bootstrap is not null && CryptographicOperations.FixedTimeEquals(hash, _bootstrap))
        {
            return new ApiKeyLookup(Bootstrap);
        }

        if (!ApiKeyText.IsWellFormed(key))
        {
            return new ApiKeyLookup(null, ApiKeyFault.Malformed);
        }

        if (await KnownAsync(cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return new ApiKeyLookup(null, ApiKeyFault.Away);
        }

        // The first bytes only choose where to look; they are of a hash, which nobody can steer.
        var row = known.Rows[BitConverter.ToInt64(hash)].FirstOrDefault(row => CryptographicOperations.FixedTimeEquals(hash, row.Hash));
        var now = time.GetUtcNow();
        switch (row)
        {
            case null:
                return new ApiKeyLookup(null, ApiKeyFault.Unknown);
            case { RevokedAt: not null }:
                return new ApiKeyLookup(null, ApiKeyFault.Revoked);
            case { ExpiresAt: { } end } when end <= now:
                return new ApiKeyLookup(null, ApiKeyFault.Expired);
            default:
                await NoteUseAsync(row, known, MinuteBucket.Of(now) / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false);
                return new ApiKeyLookup(new ApiKey(row.Id, row.Name, (ApiScopes)row.Scopes, row.LinesPerMinute));
        }
    }

    /// <summary>Makes a key. Its text is told this once.</summary>
    public async Task<(string Text, ApiKeyRow Row)> CreateAsync(
        string name, ApiScopes scopes, DateTimeOffset? expiresAt, int? linesPerMinute, CancellationToken cancellationToken)
    {
        var text = ApiKeyText.Make();
        var now = time.GetUtcNow();
        var row = new ApiKeyRow
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Hash = ApiKeyText.HashOf(text),
            Scopes = (short)scopes,
            CreatedAt = now,
            ExpiresAt = expiresAt,
            LinesPerMinute = linesPerMinute ?? options.Value.LinesPerMinute,
        };
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        context.ApiKeys.Add(row);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        _known = null;
        return (text, row);
    }

    /// <summary>All keys, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await context.ReadApiKeysAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key as it is afterwards; null where there is none of this id.</summary>
    public async Task<ApiKeyRow?> RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await context.RevokeApiKeyAsync(id, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        _known = null;
        return await context.ApiKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask<Snapshot?> KnownAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetElapsedTime(known.ReadAt) < Fresh)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_known is not { } current || time.GetElapsedTime(current.ReadAt) >= Fresh)
            {
                // From before the question: a key that is revoked while it runs may be missed, but not for longer than two seconds.
                var readAt = time.GetTimestamp();
                var rows = await ListAsync(cancellationToken).ConfigureAwait(false);
                _known = new Snapshot(readAt, rows.ToLookup(row => BitConverter.ToInt64(row.Hash)));
            }
        }
        catch (DbException exception)
        {
            // Keys that were good stay so: what they could do needs the database too.
            LogKeysAway(exception);
        }
        finally
        {
            _gate.Release();
        }

        return _known;
    }

    /// <summary>Once a day and key; a day that cannot be noted is not worth refusing a request.</summary>
    private async ValueTask NoteUseAsync(ApiKeyRow row, Snapshot known, int day, CancellationToken cancellationToken)
    {
        if (row.LastUsedDay >= day || !known.Noted.TryAdd((row.Id, day), true))
        {
            return;
        }

        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await context.NoteApiKeyUseAsync(row.Id, day, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            LogKeysAway(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "API keys could not be read or noted.")]
    private partial void LogKeysAway(Exception exception);

    private sealed record Snapshot(long ReadAt, ILookup<long, ApiKeyRow> Rows)
    {
        public System.Collections.Concurrent.ConcurrentDictionary<(Guid Id, int Day), bool> Noted { get; } = new();
    }
}
