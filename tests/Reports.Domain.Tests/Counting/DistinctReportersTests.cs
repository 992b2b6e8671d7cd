using Reports.Domain.Counting;

namespace Reports.Domain.Tests.Counting;

public sealed class DistinctReportersTests
{
    [Theory]
    [InlineData(3, 0, 10, 29)] // within one window
    [InlineData(2, 0, 29, 30)] // the first may have come again with the third
    [InlineData(1, 0, 30, 60, 90)] // one person who comes every half hour
    [InlineData(2, 0, 0, 30, 30, 60, 60)]
    public void Only_what_was_counted_inside_one_window_is_of_different_people(int expected, params int[] minutes)
    {
        var reporters = new DistinctReporters(30);
        foreach (var minute in minutes)
        {
            reporters.Add(minute, 1);
        }

        Assert.Equal(expected, reporters.AtLeast);
    }

    /// <summary>People who come as often as they are counted, at random: the rule never says more than there are.</summary>
    [Fact]
    public void It_never_sees_more_people_than_there_are()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var (window, people) = (random.Next(1, 40), random.Next(1, 6));
            var counted = Enumerable.Range(0, people).SelectMany(_ =>
            {
                var minutes = new List<int>();
                for (var minute = random.Next(0, 50); minute < 300; minute += window + random.Next(0, 20))
                {
                    minutes.Add(minute);
                }

                return minutes;
            });
            var reporters = new DistinctReporters(window);
            foreach (var minute in counted.CountBy(minute => minute).OrderBy(minute => minute.Key))
            {
                reporters.Add(minute.Key, minute.Value);
            }

            Assert.InRange(reporters.AtLeast, 1, people);
        }
    }
}
