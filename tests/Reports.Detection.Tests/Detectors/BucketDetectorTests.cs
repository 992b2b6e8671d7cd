using Reports.Detection.Detectors;

namespace Reports.Detection.Tests.Detectors;

public sealed class BucketDetectorTests
{
    [Fact]
    public void Advance_HoursOfADayAndNight_AlarmsOnTheOutageOnly()
    {
        var detector = new BucketDetector(BucketOptions.Hours);
        var chance = new Chance(1);
        for (var hour = 0; hour < 6 * 168; hour++)
        {
            var outage = hour is >= 900 and < 904;
            detector.Advance(hour, chance.Reports((hour % 24 < 8 ? 3 : 30) * (outage ? 4 : 1)));
            Assert.Equal(outage, detector.Alarm);
        }
    }

    [Fact]
    public void Advance_TheFutureDiffers_ThePastIsTheSame()
    {
        List<double> Run(double later)
        {
            var detector = new BucketDetector(BucketOptions.Weeks);
            var chance = new Chance(2);
            return [.. Enumerable.Range(0, 200).Select(week =>
            {
                detector.Advance(week, week < 150 ? chance.Reports(5) : later);
                return detector.Evidence;
            })];
        }

        Assert.Equal(Run(0)[..150], Run(500)[..150]);
    }

    [Fact]
    public void Advance_AMissingBucket_ChangesNothing()
    {
        var (one, other) = (new BucketDetector(BucketOptions.Minutes(5)), new BucketDetector(BucketOptions.Minutes(5)));
        for (var i = 0; i < 1000; i++)
        {
            one.Advance(i, i % 7);
            other.Advance(i, i % 7);
            other.Advance(i, double.NaN);
        }

        Assert.Equal((one.ExpectedValue, one.Evidence), (other.ExpectedValue, other.Evidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Advance(1000, -1));
    }

    [Fact]
    public void Evidence_AtOrBelowTheExpectation_IsZero()
    {
        var detector = new BucketDetector(BucketOptions.Hours);
        for (var i = 0; i < 400; i++)
        {
            detector.Advance(i, 20);
        }

        detector.Advance(400, 5);
        Assert.Equal(0, detector.Evidence);
        detector.Advance(401, 40);
        Assert.True(detector.Evidence > 0);
    }
}
