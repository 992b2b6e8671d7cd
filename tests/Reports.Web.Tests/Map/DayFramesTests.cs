using Reports.Domain.Counting;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Components;
using Reports.Web.Components.Maps;
using Reports.Web.Features.Map;

namespace Reports.Web.Tests.Map;

public sealed class DayFramesTests
{
    private static readonly StatusBoard Board = SampleBoards.Blackout();
    private static readonly IReadOnlyList<ServiceStatus> Zoom = [Board.Find("zoom")!];

    [Fact]
    public void A_frame_holds_the_hour_before_it_of_every_service_shown()
    {
        var frames = DayFrames.Of(Board.Services, Board.At)!;
        var day = Board.Services[0].World.Series;
        const int Frame = 80;
        var from = (frames.MinuteOf(Frame) - 60 - day.FirstMinute) / DaySeries.Step;
        var italy = Board.Services.SelectMany(service => service.Countries).Where(country => country.Region == "IT").Select(country => country.Series).ToList();
        var course = frames.Countries.Single(country => country.Region == "IT");
        var usual = UsualRange.Sum(italy.SelectMany(series => Enumerable.Range(from, 12).Select(i => UsualRange.At(series, i))));

        Assert.Equal(Board.Services.Sum(service => service.World.Series.Reports.Skip(from).Take(12).Sum()), frames.Totals[Frame]);
        Assert.Equal(italy.Sum(series => series.Reports.Skip(from).Take(12).Sum()), course.Reports[Frame]);
        Assert.Equal(usual.Expected, course.Expected[Frame], 6);
        Assert.Equal(usual.Upper, course.Upper[Frame], 6);
    }

    [Fact]
    public void Frames_are_quarters_of_an_hour_up_to_now()
    {
        var frames = DayFrames.Of(Zoom, Board.At)!;

        Assert.Equal(0, frames.FirstMinute % 15);
        Assert.InRange(frames.Count, 92, 93);
        Assert.InRange(MinuteBucket.Of(Board.At) - frames.MinuteOf(frames.Count - 1), 0, 14);
        Assert.InRange(frames.FirstMinute - Zoom[0].World.Series.FirstMinute, 60, 74);
    }

    [Fact]
    public void One_frame_is_the_same_as_that_among_all()
    {
        var all = DayFrames.Of(Zoom, Board.At)!;
        var one = DayFrames.At(Zoom, Board.At, all.MinuteOf(85))!;

        Assert.Equal(CountryCount.Of(all, 85).Select(country => (country.Code, country.Reports, country.Shade)), CountryCount.Of(one, 0).Select(country => (country.Code, country.Reports, country.Shade)));
        Assert.Null(DayFrames.At(Zoom, Board.At, all.MinuteOf(85) + 1));
        Assert.Null(DayFrames.At(Zoom, Board.At, all.MinuteOf(all.Count)));
    }

    [Fact]
    public void The_answer_has_a_letter_per_frame_that_tells_what_the_map_shows()
    {
        var frames = DayFrames.Of(Zoom, Board.At)!;
        var answer = FramesAnswer.Of(frames);
        var us = answer.Countries.Single(country => country.Region == "US");

        Assert.All(answer.Countries, country => Assert.Matches($"^[.f0-5]{{{frames.Count}}}$", country.Shades));
        Assert.Equal(frames.Count, us.Reports.Count);
        Assert.Contains(us.Shades, letter => letter >= '3');
    }
}
