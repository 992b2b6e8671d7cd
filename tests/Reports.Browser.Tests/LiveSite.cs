using Reports.Pipeline.Status;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>The site whose board tests change.</summary>
public sealed class LiveSite() : Site(SampleBoards.Calm())
{
    private int _minutes;

    /// <summary>Shows a board as that of the next minute, for pages tell news from what they know by its time.</summary>
    public StatusBoard Show(StatusBoard board)
    {
        _minutes++;
        var next = new StatusBoard(board.Version + _minutes, SampleBoards.Now.AddMinutes(_minutes), board.Simulated, board.Services, board.Outages);
        Publish(next);
        return next;
    }
}
