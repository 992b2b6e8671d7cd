using Reports.Pipeline.Status;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>The site whose board tests change.</summary>
public sealed class LiveSite() : Site(SampleBoards.Calm())
{
    private const int First = 1;
    private int _minutes;

    /// <summary>Shows a board as that of the next minute, for pages tell news from what they know by its time, and of the next version, under which they are kept.</summary>
    public StatusBoard Show(StatusBoard board)
    {
        _minutes++;
        var next = new StatusBoard(First + _minutes, SampleBoards.Now.AddMinutes(_minutes), board.Simulated, board.Services, board.Outages);
        Publish(next);
        return next;
    }
}
