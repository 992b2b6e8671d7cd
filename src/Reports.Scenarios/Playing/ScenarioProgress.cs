namespace Reports.Scenarios.Playing;

/// <summary>What became of the reports so far. Safe for all threads; the numbers of one reading may be a report apart.</summary>
public sealed class ScenarioProgress
{
    private long _stored;
    private long _counted;
    private long _refused;
    private long _failed;
    private long _skipped;
    private long _retries;
    private long _updates;
    private volatile Exception? _lastError;

    /// <summary>Durably stored.</summary>
    public long Stored => Interlocked.Read(ref _stored);

    /// <summary>Stored and counted.</summary>
    public long Counted => Interlocked.Read(ref _counted);

    /// <summary>Turned away as invalid, for an unknown service or a key in use.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Given up after several attempts.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Not sent, because their moment had long passed.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Attempts repeated because the intake was busy or broke.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Official updates published.</summary>
    public long Updates => Interlocked.Read(ref _updates);

    /// <summary>The latest error that an attempt ended in, if any did.</summary>
    public Exception? LastError => _lastError;

    internal void AddStored(bool counted)
    {
        Interlocked.Increment(ref _stored);
        if (counted)
        {
            Interlocked.Increment(ref _counted);
        }
    }

    internal void AddRefused() => Interlocked.Increment(ref _refused);

    internal void AddFailed() => Interlocked.Increment(ref _failed);

    internal void AddSkipped() => Interlocked.Increment(ref _skipped);

    internal void AddUpdate() => Interlocked.Increment(ref _updates);

    internal void AddRetry(Exception? error)
    {
        Interlocked.Increment(ref _retries);
        _lastError = error ?? _lastError;
    }
}
