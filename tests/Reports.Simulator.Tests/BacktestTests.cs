using System.Globalization;

namespace Reports.Simulator.Tests;

/// <summary>The labels of alarms, and that none of them knows the future.</summary>
public sealed class BacktestTests : IDisposable
{
    private const int SurgeFrom = 4 * 1440;
    private const int SurgeMinutes = 40;
    private const int Minutes = SurgeFrom + 400;

    private static readonly string[] Weekly = ["series,week,count", .. Enumerable.Range(0, 160).Select(week => $"flu,{week},{Level(week is 150 or 151)}")];

    private readonly Shell _shell = new();

    [Fact]
    public async Task Minutes_start_after_the_last_minute_read_and_end_by_the_same_clock()
    {
        var whole = Assert.Single(await GermanyAsync(Minutes));
        var (start, end) = (Number(whole[1]), Number(whole[2]));
        Assert.InRange(start, SurgeFrom + 1, SurgeFrom + 10);
        Assert.InRange(end, SurgeFrom + SurgeMinutes, Minutes - 1);

        // What was read before the start is enough to raise it, and a minute less is not.
        Assert.Equal(whole[1], Assert.Single(await GermanyAsync(start))[1]);
        Assert.Empty(await GermanyAsync(start - 1));

        // It ends with the last minute needed to close it, or with the recording.
        Assert.Equal((whole[1], whole[2]), Times(Assert.Single(await GermanyAsync(end))));
        Assert.Equal(end - 1, Number(Assert.Single(await GermanyAsync(end - 1))[2]));
    }

    [Fact]
    public async Task Minutes_alarm_on_every_level()
    {
        var rows = Recording().SelectMany(row => row.Contains("minute", StringComparison.Ordinal) ? [row] : new[] { row, row.Replace("EU/DE", "EU/FR", StringComparison.Ordinal) });

        var alarms = await MinutesAsync(rows);

        Assert.Equal(["a|*", "a|EU", "a|EU/DE", "a|EU/FR"], alarms.Select(alarm => alarm[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task More_services_ask_for_more_evidence()
    {
        var counts = _shell.Write("counts.csv", Recording().Select(row => row.EndsWith(",20", StringComparison.Ordinal) ? row[..^1] : row));

        var few = await RunAsync("--counts", counts, "--services", "24");
        var many = await RunAsync("--counts", counts, "--services", "24000000");

        Assert.Equal(await RunAsync("--counts", counts), few);
        Assert.True(Number(few[0][1]) < Number(many[0][1]), $"{few[0][1]} before {many[0][1]}");
    }

    [Fact]
    public async Task Minutes_know_nothing_of_the_future()
    {
        const int cut = SurgeFrom + 20;
        string[] other = [.. Until(cut), .. Enumerable.Range(cut, 400).SelectMany(minute => new[] { $"a|EU/DE,{minute},90", $"a|EU/FR,{minute},70", $"b|AF/EG,{minute},50" })];

        var one = await MinutesAsync(Recording());
        var two = await MinutesAsync(other);

        Assert.Equal(Past(one, cut), Past(two, cut));
        Assert.NotEmpty(Past(one, cut));
    }

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss", "1h", 60)]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ", "1h", 60)]
    [InlineData("yyyy-MM-ddTHH:mm:ss", "5m", 5)]
    [InlineData("yyyy-MM-dd HH:mm", "5m", 5)]
    [InlineData("yyyy-MM-ddTHH:mm:ss+02:00", "1h", 60)]
    public async Task Series_start_and_end_with_labels_copied_as_the_input_writes_them(string form, string bucket, int minutes)
    {
        string Label(int i) => new DateTime(2018, 6, 19).AddMinutes(i * minutes).ToString(form, CultureInfo.InvariantCulture);
        var rows = Enumerable.Range(0, 900).Select(i => $"\"{Label(i)}\",{Level(i is >= 600 and < 603)},0").ToList();
        _shell.Write("data/crashes/one.csv", ["TimeStamp,Value,Label", .. rows]);
        _shell.Write("data/crashes/two.csv", ["\"timestamp\",\"value\",\"label\"", .. rows.Take(602)]);

        var alarms = await RunAsync("--format", "series", "--bucket", bucket, "--root", _shell.PathOf("data"), "--counts", "*/*.csv");

        // In series of minutes an alarm ends with the twelfth quiet hour.
        Assert.Equal(["crashes/one.csv", Label(600), Label(603 + (minutes < 60 ? (720 / minutes) - 1 : 0))], alarms[0][..3]);
        Assert.Equal(["crashes/two.csv", Label(600), Label(602)], alarms[1][..3]);
        Assert.Equal(2, alarms.Count);
    }

    [Fact]
    public async Task Weeks_start_with_the_week_that_raised_and_end_with_the_first_that_is_out_again()
    {
        var whole = await RunAsync("--format", "weekly", "--counts", _shell.Write("whole.csv", Weekly));
        var part = await RunAsync("--format", "weekly", "--counts", _shell.Write("part.csv", Weekly[..152]));

        Assert.Equal(["flu", "150", "152"], Assert.Single(whole)[..3]);
        Assert.Equal(["flu", "150", "151"], Assert.Single(part)[..3]);
    }

    [Fact]
    public async Task Buckets_know_nothing_of_the_future()
    {
        const int cut = 151;
        string[] other = [.. Weekly[..(cut + 1)], .. Enumerable.Range(cut, 60).Select(week => $"flu,{week},{900 - week}")];

        var one = await RunAsync("--format", "weekly", "--counts", _shell.Write("one.csv", Weekly));
        var two = await RunAsync("--format", "weekly", "--counts", _shell.Write("two.csv", other));

        Assert.Equal(Past(one, cut), Past(two, cut));
        Assert.NotEmpty(Past(one, cut));
    }

    public void Dispose() => _shell.Dispose();

    /// <summary>A report every ten minutes, and twenty a minute during the surge.</summary>
    private static IEnumerable<string> Recording() => Until(Minutes);

    private static IEnumerable<string> Until(int end) =>
        Enumerable.Range(0, end).Select(minute => $"a|EU/DE,{minute},{Count(minute)}").Prepend("series,minute,count");

    private static int Count(int minute) => minute is >= SurgeFrom and < SurgeFrom + SurgeMinutes ? 20 : minute % 10 == 0 ? 1 : 0;

    private static int Level(bool surge) => surge ? 400 : 10;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static (string Start, string End) Times(string[] alarm) => (alarm[1], alarm[2]);

    /// <summary>What could be said of alarms when everything before the cut had been read.</summary>
    private static List<(string, int, int)> Past(IEnumerable<string[]> alarms, int cut) =>
        [.. alarms.Select(alarm => (alarm[0], Start: Number(alarm[1]), End: Math.Min(Number(alarm[2]), cut))).Where(alarm => alarm.Start <= cut).Order()];

    private async Task<IEnumerable<string[]>> GermanyAsync(int end) => (await MinutesAsync(Until(end))).Where(alarm => alarm[0] == "a|EU/DE");

    private Task<IReadOnlyList<string[]>> MinutesAsync(IEnumerable<string> rows) => RunAsync("--counts", _shell.Write("counts.csv", rows));

    private async Task<IReadOnlyList<string[]>> RunAsync(params string[] arguments)
    {
        var ending = await _shell.RunAsync(["backtest", .. arguments, "--alarms", _shell.PathOf("alarms.csv")]);
        Assert.Equal((0, string.Empty), (ending.Code, ending.Error));
        return _shell.Alarms("alarms.csv");
    }
}
