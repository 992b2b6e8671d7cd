using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.SubmitReport;

public sealed class ReportFeedbackTests
{
    [Theory]
    [InlineData(1, 0), InlineData(-1, 1)]
    public void Of_ABoardThatHasTheReport_LeavesItOutOfTheOthers(int secondsAfterBoard, int own)
    {
        var board = SampleBoards.Blackout();
        var reports = board.Find("zoom")!.FindRegion("US")!.Series.Reports.TakeLast(DaySeries.StepsPerHour).Sum();
        var stored = new IntakeResult.Stored(Guid.NewGuid(), SampleServices.Zoom, PlaceId.Parse("US"), Counted: true, board.At.AddSeconds(secondsAfterBoard));

        var feedback = ReportFeedback.Of(stored, works: false, board, TimeSpan.FromMinutes(30), ShippedTexts.Of("en"));

        Assert.Contains($"You and {reports - own} others", feedback.Text, StringComparison.Ordinal);
    }
}
