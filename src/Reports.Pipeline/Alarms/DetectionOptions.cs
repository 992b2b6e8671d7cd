using System.ComponentModel.DataAnnotations;

namespace Reports.Pipeline.Alarms;

/// <summary>Settings under <c>Detection</c>.</summary>
public sealed class DetectionOptions
{
    public const string Section = "Detection";

    /// <summary>How often counts are looked at; 1 second to 1 minute, default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its end a minute is taken to be complete, for commits under way; 0 to 30 seconds, default 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Weeks of history a baseline is rebuilt from; 1 to 26, default 6.</summary>
    [Range(1, 26)]
    public int HistoryWeeks { get; set; } = 6;
}
