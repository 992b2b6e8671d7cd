using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Detectors;

/// <summary>What every detector owes its caller, whatever it believes.</summary>
public sealed class DetectorContractTests
{
    private const int Start = 29_000_000;
    private const int Minutes = 600;
    private const int Now = 400;

    public static TheoryData<string> Kinds => ["service", "null", "random", "fixed"];

    [Theory, MemberData(nameof(Kinds))]
    public void Verdicts_TheFutureDiffers_ThePastIsTheSame(string kind)
    {
        var counts = Recorded(1);
        var changed = Recorded(1);
        for (var i = Now; i < Minutes; i++)
        {
            changed[i] = [new RegionCount(World.Brazil, 500, 500)];
        }

        Assert.Equal(Run(kind, counts)[..Now], Run(kind, changed)[..Now]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Verdicts_TheSameMinutes_TheSameVerdicts(string kind) => Assert.Equal(Run(kind, Recorded(2)), Run(kind, Recorded(2)));

    [Theory, MemberData(nameof(Kinds))]
    public void Verdicts_Always_AscendByRegionAndNameTheirMinutes(string kind)
    {
        var detector = Create(kind);
        var counts = Recorded(3);
        for (var i = 0; i < Minutes; i++)
        {
            detector.Advance(Start + i, counts[i]);
            var last = -1;
            foreach (var verdict in detector.Verdicts)
            {
                Assert.True(verdict.Region > last);
                last = verdict.Region;
                Assert.NotEqual(AlarmLevel.None, verdict.Level);
                Assert.InRange(verdict.RaisedMinute, Start, Start + i);
                Assert.InRange(verdict.OnsetMinute, Start, verdict.RaisedMinute);
                Assert.True(verdict.Evidence >= 0);
                Assert.True(verdict.ExpectedPerMinute > 0);
            }
        }
    }

    [Theory]
    [InlineData("service", true)]
    [InlineData("fixed", true)]
    [InlineData("null", false)]
    public void Verdicts_ABroadSurge_AlarmsWhereSomethingIsWatched(string kind, bool alarms) =>
        Assert.Equal(alarms, Run(kind, Recorded(4)).Any(v => v.Contains("Alarm", StringComparison.Ordinal)));

    /// <summary>Six quiet hours with an hour of surge in Italy, one minute a row.</summary>
    private static RegionCount[][] Recorded(int seed)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, Minutes).Select(i => chance.Minute((World.Italy, i is >= 300 and < 360 ? 15 : 0.3), (World.Brazil, 0.2)))];
    }

    private static List<string> Run(string kind, RegionCount[][] counts)
    {
        var detector = Create(kind);
        var said = new List<string>();
        for (var i = 0; i < counts.Length; i++)
        {
            detector.Advance(Start + i, counts[i]);
            said.Add(string.Join('\n', detector.Verdicts.ToArray()));
        }

        return said;
    }

    private static IDetector Create(string kind) => kind switch
    {
        "service" => new ServiceDetector(World.Tree(), new DetectorOptions()),
        "null" => new NullDetector(),
        "random" => new RandomDetector(World.Tree(), 42, 0.01, 20),
        _ => new FixedThresholdDetector(World.Tree(), 10, 5),
    };
}
