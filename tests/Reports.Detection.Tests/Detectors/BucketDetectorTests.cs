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
    public void A_leap_no_higher_than_one_of_yesterday_is_no_news_and_is_again_after_weeks()
    {
        var detector = new BucketDetector(BucketOptions.Minutes(5));
        var chance = new Chance(5);
        const int day = 288;
        bool Leaps(int bucket, double height)
        {
            detector.Advance(bucket, height);
            return detector.Alarm;
        }

        for (var i = 0; i < 14 * day; i++)
        {
            Leaps(i, chance.Reports(20));
        }

        Assert.True(Leaps(14 * day, 600));
        for (var i = (14 * day) + 1; i < 15 * day; i++)
        {
            Leaps(i, chance.Reports(20));
        }

        Assert.False(detector.Alarm);
        Assert.False(Leaps(15 * day, 300));
        for (var i = (15 * day) + 1; i < 29 * day; i++)
        {
            Leaps(i, chance.Reports(20));
        }

        Assert.True(Leaps(29 * day, 300));
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

    [Theory]
    [InlineData(1, 3), InlineData(3, 1)]
    public void An_alarm_that_leaps_again_within_its_quiet_buckets_is_one(int quietBuckets, int alarms)
    {
        var detector = new BucketDetector(BucketOptions.Hours with { QuietBuckets = quietBuckets });
        var (raised, was) = (0, false);
        for (var hour = 0; hour < 420; hour++)
        {
            detector.Advance(hour, hour is 400 or 402 or 404 ? 200 : 20);
            raised += detector.Alarm && !was ? 1 : 0;
            was = detector.Alarm;
        }

        Assert.Equal(alarms, raised);
        Assert.False(was);
    }

    [Fact]
    public void Evidence_is_how_seldom_so_high_a_bucket_is_and_finite_for_any()
    {
        var detector = new BucketDetector(BucketOptions.Hours with { Spread = 0 });
        var chance = new Chance(3);
        var (counted, beyond) = (0, new int[4]);
        for (var hour = 0; hour < 20_000; hour++)
        {
            detector.Advance(hour, chance.Reports(6));
            if (hour > 2000)
            {
                counted++;
                for (var nats = 1; nats < beyond.Length; nats++)
                {
                    beyond[nats] += detector.Evidence >= nats ? 1 : 0;
                }
            }
        }

        // Counts jump over the exact chance, so it is passed at most as often as it says, and not by far seldomer.
        for (var nats = 1; nats < beyond.Length; nats++)
        {
            Assert.InRange(beyond[nats] / (double)counted, 0.3 * Math.Exp(-nats), 1.2 * Math.Exp(-nats));
        }

        detector.Advance(20_000, 1e9);
        Assert.InRange(detector.Evidence, 600, 700);
    }
}
