using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Domain.Tests.Counting;

public sealed class ReportTests
{
    [Fact]
    public void InstantOf_VersionSevenId_IsTheInstantToTheMillisecond()
    {
        var instant = new DateTimeOffset(2026, 11, 24, 5, 12, 44, 523, TimeSpan.Zero);

        Assert.Equal(instant, Report.InstantOf(Guid.CreateVersion7(instant.AddTicks(4321))));
    }

    [Theory, InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff"), InlineData("ee700000-0000-4000-8000-000000000000"), InlineData("80000000-0000-4000-8000-000000000000")]
    public void InstantOf_IdOfAnotherKindBeyondAllMinutes_IsTheLastMinute(string id) =>
        Assert.Equal(int.MaxValue, MinuteBucket.Of(Report.InstantOf(Guid.Parse(id))));

    [Theory]
    [InlineData("2020-05-17T14:02:59.9Z", 26495402)]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    public void Of_Instant_IsTheMinuteItLiesIn(string instant, int minute)
    {
        Assert.Equal(minute, MinuteBucket.Of(DateTimeOffset.Parse(instant)));
        Assert.Equal(minute, MinuteBucket.Of(MinuteBucket.Start(minute)));
    }
}
