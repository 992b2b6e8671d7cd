using Reports.Domain.Counting;

namespace Reports.Data.Counting;

/// <summary>Writes counts that never were single reports: simulated history of a demo. The fastest way each database has.</summary>
public interface IHistoryWriter
{
    /// <summary>Adds the counts, and a heartbeat for every minute of the range; all or nothing.</summary>
    /// <param name="counts">No cell twice, and none that is in the database.</param>
    /// <param name="written">Told the number of rows now and then.</param>
    Task WriteAsync(IEnumerable<MinuteCount> counts, int fromMinute, int toMinute, IProgress<int>? written, CancellationToken cancellationToken);
}
