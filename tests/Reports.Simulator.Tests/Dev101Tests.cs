using System.Globalization;

namespace Reports.Simulator.Tests;

/// <summary>Guards the score in bench/results: whoever makes the detector worse should know.</summary>
public sealed class Dev101Tests : IDisposable
{
    private readonly Shell _shell = new();

    [Fact]
    public async Task The_detector_keeps_its_score_and_no_alarm_is_a_blip_or_a_raid_of_bots()
    {
        var ending = await _shell.RunAsync(
            "backtest", "--counts", Data("counts.csv.gz"), "--offsets", Data("utc_offsets.json"), "--truth", Data("truth.json"), "--alarms", _shell.PathOf("alarms.csv"));

        Assert.Equal((0, string.Empty), (ending.Code, ending.Error));
        var country = ending.Output.Split("== ").Single(part => part.StartsWith("country", StringComparison.Ordinal));
        Assert.InRange(double.Parse(Value(country, "outage_score"), CultureInfo.InvariantCulture), 55, 100);
        foreach (var level in ending.Output.Split("== ").Where(part => part.Contains("fa_causes", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("blip", Value(level, "fa_causes"), StringComparison.Ordinal);
            Assert.DoesNotContain("bots", Value(level, "fa_causes"), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _shell.Dispose();

    private static string Data(string file) => Path.Combine(AppContext.BaseDirectory, "outage-dev-101", file);

    private static string Value(string part, string name) =>
        part.Split('\n').Single(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal)).Trim()[name.Length..].Trim();
}
