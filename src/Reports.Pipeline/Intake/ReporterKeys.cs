using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Reports.Data;
using Reports.Data.Tables;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>
/// The daily keys under which persons and networks are hashed. A key lives two days, so nobody can be followed for longer, and is kept in the
/// database so that a restart does not count everybody twice. Safe for all threads.
/// </summary>
public sealed partial class ReporterKeys(IDbContextFactory<ReportsDbContext> contexts, IKeyProtector protector, TimeProvider time, ILogger<ReporterKeys> logger) : IDisposable
{
    /// <summary>No question so soon after one that failed: those who report meanwhile must not queue up to ask in vain.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly RepeatedFailure _failures = new();
    private volatile KeyPair? _current;
    private long _failedAt;

    /// <summary>Null where the database is away: then nobody can be told apart, and nothing may be counted.</summary>
    public async ValueTask<KeyPair?> FindForDayAsync(int day, CancellationToken cancellationToken)
    {
        if (_current is { } known && known.Day == day)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (time.GetUtcNow().UtcTicks - _failedAt < Pause.Ticks)
            {
                return null;
            }

            if (_current is not { } current || current.Day != day)
            {
                _current = current = new KeyPair(day, await LoadAsync(day, cancellationToken).ConfigureAwait(false), await LoadAsync(day - 1, cancellationToken).ConfigureAwait(false));
            }

            return current;
        }
#pragma warning disable CA1031 // Whatever it is, callers are told to come back, as when a commit fails.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var now = time.GetUtcNow();
            _failedAt = now.UtcTicks;
            if (_failures.Add(1, now) > 0)
            {
                LogKeysAway(exception);
            }

            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of the day could not be read; reports are turned away until they can.")]
    private partial void LogKeysAway(Exception exception);

    private async Task<byte[]> LoadAsync(int day, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var row = await context.SigningKeys.AsNoTracking().FirstOrDefaultAsync(key => key.Day == day, cancellationToken).ConfigureAwait(false);
        if (row is null)
        {
            var made = protector.Protect(RandomNumberGenerator.GetBytes(32));
            await context.Database.ExecuteSqlAsync(
                $"insert into signing_keys (day, protected) values ({day}, {made}) on conflict do nothing", cancellationToken).ConfigureAwait(false);
            row = await context.SigningKeys.AsNoTracking().FirstAsync(key => key.Day == day, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return protector.Unprotect(row.Protected);
        }
        catch (CryptographicException)
        {
            // The key ring was lost. A new key costs that a person may count twice today, and that retries cannot be compared; none would cost every report.
            var replaced = row.Protected;
            var fresh = protector.Protect(RandomNumberGenerator.GetBytes(32));
            await using var both = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var mine = await context.SigningKeys.Where(key => key.Day == day && key.Protected == replaced)
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.Protected, fresh), cancellationToken).ConfigureAwait(false);
            if (mine > 0)
            {
                await context.Receipts.ExecuteUpdateAsync(set => set.SetProperty(receipt => receipt.BodyHash, Receipt.UnknownBody), cancellationToken).ConfigureAwait(false);
            }

            await both.CommitAsync(cancellationToken).ConfigureAwait(false);

            row = await context.SigningKeys.AsNoTracking().FirstAsync(key => key.Day == day, cancellationToken).ConfigureAwait(false);
            return protector.Unprotect(row.Protected);
        }
    }
}
