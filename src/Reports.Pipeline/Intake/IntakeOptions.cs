using System.ComponentModel.DataAnnotations;

namespace Reports.Pipeline.Intake;

/// <summary>Settings under <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>One person counts once per service and kind in so long; 1 minute to 1 day, default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan DedupeWindow { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Reports that may wait for the writer before callers are told to come back; 100 to 1,000,000, default 10,000.</summary>
    [Range(100, 1_000_000)]
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>Reports that would wait longer than about so long, in line and for their commit, are turned away; but for the group that gathers, while no commit hangs; 0.1 to 10 seconds, default half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Most reports in one commit; 1 to 10,000, default 1,000.</summary>
    [Range(1, 10_000)]
    public int GroupSize { get; set; } = 1_000;

    /// <summary>What a caller is told to wait when the queue is full or the database is away; 1 second to 10 minutes, default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Reports one network may send in a minute before 429; 120 to 100,000, default 600.</summary>
    [Range(120, 100_000)]
    public int ReportsPerNetworkAndMinute { get; set; } = 600;

    /// <summary>Reports one network may send in a minute before a proof of work is asked for each further one; 120 to 100,000, default 120.</summary>
    [Range(120, 100_000)]
    public int ReportsWithoutProof { get; set; } = 120;

    /// <summary>The same in ten minutes, for a service whose surge is doubted and kept at possible; 1 to 100,000, default 20.</summary>
    [Range(1, 100_000)]
    public int DoubtedReportsWithoutProof { get; set; } = 20;

    /// <summary><c>auto</c>: limits per network apply, and proofs of work are asked for. <c>off</c>: none, for load tests behind one address.</summary>
    [RegularExpression("^(auto|off)$")]
    public string Friction { get; set; } = "auto";

    public const int MaxCommentLength = 500;

    /// <summary>Reports are kept as rows for so many days; older ones that a partner sends are counted only.</summary>
    public const int ReportRetentionDays = 30;

    /// <summary>How far back a partner's report may lie.</summary>
    public const int MaxAgeDays = 400;
}
