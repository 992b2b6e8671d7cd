using System.Globalization;
using Reports.Domain.Counting;

namespace Reports.Web.Api;

/// <summary>Instants in queries. Read here and not by the framework, so that a wrong one is answered with its name.</summary>
public static class QueryInstant
{
    public const string Expected = "must be an instant such as 2026-05-17T14:02:00Z";

    /// <summary>True for none at all, and for one whose minute can be counted.</summary>
    public static bool TryRead(string? text, out DateTimeOffset? instant)
    {
        var isInstant = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
            && read >= DateTimeOffset.UnixEpoch && read <= MinuteBucket.Start(int.MaxValue);
        instant = isInstant ? read : null;
        return isInstant || text is null;
    }
}
