using Reports.Pipeline.Alarms;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Status;

/// <summary>
/// Whether people should be sent here. Asks nothing itself: the ticks, the heartbeats and the commits find out soon enough that the database is away, that
/// it hangs or that its disk is full, and the first two also that it is back where nobody is sent here to report.
/// </summary>
public sealed class Readiness(StatusBoardHolder board, ReportWriter writer, DetectionWorker detection, HeartbeatWorker heartbeats, TimeProvider time)
{
    /// <summary>A commit that failed longer ago says nothing where nobody reports.</summary>
    private static readonly TimeSpan CommitCounts = TimeSpan.FromSeconds(10);

    public ReadyState State
    {
        get
        {
            var now = time.GetUtcNow();
            return !board.IsReady ? ReadyState.Starting
                : detection.IsFailing(now) || heartbeats.IsFailing(now) || writer.HasFailedWithin(CommitCounts, now) ? ReadyState.DatabaseAway
                : ReadyState.Ready;
        }
    }
}

public enum ReadyState
{
    /// <summary>No board was built yet.</summary>
    Starting,

    Ready,

    /// <summary>What was last tried with the database failed.</summary>
    DatabaseAway,
}
