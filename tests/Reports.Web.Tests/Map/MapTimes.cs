using Reports.Pipeline.Status;
using Reports.Web.Features.Map;

namespace Reports.Web.Tests.Map;

/// <summary>Times that the map page can show of a board.</summary>
internal static class MapTimes
{
    /// <summary>A few hours before the end, as it stands in addresses.</summary>
    public static string Of(StatusBoard board) => MapScope.AtOf(DayFrames.SpanOf(board.Services, board.At)!.Value.First + (15 * 84));
}
