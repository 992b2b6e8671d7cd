using Reports.Domain.Counting;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Map;

namespace Reports.Web.Tests.Map;

public sealed class MapScopeTests
{
    private static readonly StatusBoard Board = SampleBoards.Blackout();

    [Fact]
    public void A_service_says_more_than_a_category_and_what_is_neither_is_all()
    {
        Assert.Equal("zoom", MapScope.Read(Board, "zoom", "banking", null, null).Service!.Service.Slug);
        Assert.Null(MapScope.Read(Board, "zoom", "banking", null, null).Category);
        Assert.Equal("banking", MapScope.Read(Board, "no-such-service", "banking", null, null).Category);
        Assert.Null(MapScope.Read(Board, null, "<script>", null, null).Category);
        Assert.All(MapScope.Read(Board, "", "video-calls", null, null).Services(Board), service => Assert.Equal("video-calls", service.Service.Category));
    }

    [Theory]
    [InlineData("nonsense"), InlineData("0001-01-01"), InlineData("9999-12-31T23:59Z"), InlineData("2020-05-10T10:00Z"), InlineData("2020-05-17T20:00Z"), InlineData("")]
    public void A_time_outside_the_day_is_the_present(string at) => Assert.Null(MapScope.Read(Board, "zoom", null, null, at).Minute);

    [Fact]
    public void A_time_is_that_of_the_frame_before_it()
    {
        var scope = MapScope.Read(Board, "zoom", null, "europe", "2020-05-17T15:44:59Z");

        Assert.Equal("2020-05-17T15:30Z", scope.At);
        Assert.Equal(MinuteBucket.Of(new DateTimeOffset(2020, 5, 17, 15, 30, 0, TimeSpan.Zero)), scope.Minute);
        Assert.Equal("/it/map?service=zoom&region=europe&at=2020-05-17T15%3A30Z", scope.Href("it", scope.At));
    }
}
