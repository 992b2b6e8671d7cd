namespace Reports.Data.Retention;

/// <summary>Forgets what may not be kept. Counts, heartbeats and outages stay for ever; calling twice is harmless.</summary>
public interface IRetention
{
    /// <summary>Makes room for what is written in the next day, so that no commit has to wait for it.</summary>
    Task PrepareAsync(int minute, CancellationToken cancellationToken);

    /// <summary>Deletes what is older than the given limits: reports, comments, receipts, and keys with all that was hashed under them.</summary>
    Task ForgetAsync(RetentionLimits limits, CancellationToken cancellationToken);
}

/// <summary>The first minutes and the first day that are kept.</summary>
/// <param name="ReportsFrom">Minute of a report or comment; PostgreSQL drops whole days, so it may keep up to a day more.</param>
/// <param name="ReceiptsFrom">Minute in which a receipt was given.</param>
/// <param name="KeysFrom">Day of a signing key, and of the persons and networks hashed under it.</param>
public readonly record struct RetentionLimits(int ReportsFrom, int ReceiptsFrom, int KeysFrom);
