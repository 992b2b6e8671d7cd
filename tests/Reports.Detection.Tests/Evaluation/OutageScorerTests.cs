using Reports.Detection.Evaluation;

namespace Reports.Detection.Tests.Evaluation;

/// <summary>Worked by hand from the definitions of the benchmark.</summary>
public sealed class OutageScorerTests
{
    private const int Week = 7 * 1440;

    private static readonly OutageTruth Truth = new(
        1000,
        1000 + (2 * Week),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["a|X/P"] = "country", ["a|X/Q"] = "country", ["a|*"] = "global" },
        [
            new("a|X/P", "e1", 2000, 2100, 2150, true),
            new("a|X/P", "e2", 5000, 5100, 5150, true),
            new("a|X/Q", "e2", 5000, 5100, 5150, false),
            new("a|*", "e2", 5000, 5100, 5150, true),
            new("a|X/P", "e0", 500, 600, 650, true),
        ],
        [new("a|X/Q", "blip", 7000, 7001), new("*", "gap", 8000, 8010)]);

    [Fact]
    public void ScoreLevel_HitsRepeatsAndFalseAlarms_AreCountedAsDefined()
    {
        var score = OutageScorer.ScoreLevel(
            Truth,
            [
                new("a|X/P", 900, 950),
                new("a|X/P", 2015, 2050),
                new("a|X/P", 2120, 2160),
                new("a|X/P", 5000, 5100),
                new("a|X/Q", 5050, 5060),
                new("a|X/Q", 7010, 7020),
                new("a|X/Q", 8020, 8030),
                new("a|X/Q", 9000, 9030),
            ],
            "country");

        Assert.Equal((2, 2, 1), (score.Series, score.Outages, score.Detected));
        Assert.Equal(3, score.FalseAlarms);
        Assert.Equal(new Dictionary<string, int>(StringComparer.Ordinal) { ["baseline"] = 1, ["blip"] = 1, ["gap"] = 1 }, score.FalseAlarmCauses);
        Assert.Equal(15, score.DelayMedian);
        Assert.Equal(60, score.EndLagMedian);
        Assert.Equal(1, score.RepeatsPerHit);
        Assert.Equal(0.75, score.FalseAlarmsPerSeriesWeek, 1e-12);
        Assert.Equal(100 * (0.5 - 0.33) / 2, score.OutageScore, 1e-9);
    }

    [Fact]
    public void ScoreEvents_FaintCountries_AreNeitherAskedForNorHeldAgainst()
    {
        var score = OutageScorer.ScoreEvents(
            Truth, [new("a|*", 5004, 5200), new("a|X/P", 5020, 5200), new("a|X/Q", 5021, 5200)]);
        Assert.Equal((2, 1), (score.Events, score.Noticed));
        Assert.Equal(4, score.FirstNoticeMedian);
        Assert.Equal(1, score.ScopeJaccard);
    }
}
