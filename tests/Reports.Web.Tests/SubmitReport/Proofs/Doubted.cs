using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;

namespace Reports.Web.Tests.SubmitReport.Proofs;

internal static class Doubted
{
    /// <summary>Webex in a surge.</summary>
    public static StatusBoard Board(OutageState state, SourceDoubt doubt)
    {
        var board = SampleBoards.Blackout();
        var outage = SampleOutages.Webex with { State = state, Doubt = doubt };
        return new StatusBoard(
            board.Version + 1, board.At, board.Simulated, [.. board.Services.Select(service => service.Service.Slug is "webex" ? service with { OpenOutage = outage } : service)], board.Outages);
    }
}
