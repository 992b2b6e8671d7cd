namespace Reports.Simulator.Tests;

/// <summary>Stands still, and ends every wait at once.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private int _waits;

    public int Waits => _waits;

    public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _waits);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
