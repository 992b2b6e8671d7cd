namespace Reports.Simulator.Tests;

public sealed class ScoreTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("outage")]
    [InlineData("weekly")]
    [InlineData("nab")]
    [InlineData("points")]
    public async Task The_score_is_what_the_benchmarks_own_scorer_prints(string kind)
    {
        var ending = await _shell.RunAsync("score", "--truth", Given($"{kind}.truth.json"), "--alarms", Given($"{kind}.alarms.csv"));

        Assert.Equal((0, string.Empty), (ending.Code, ending.Error));
        Assert.Equal(File.ReadAllLines(Given($"{kind}.score.txt")), ending.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("weekly", "pod", "0.0")]
    [InlineData("points", "event_f1", "0.0")]
    [InlineData("nab", "recall", "0.0")]
    [InlineData("nab", "delay_vs_label_median_min", "None")]
    [InlineData("outage", "delay_median", "None")]
    public async Task Silence_has_a_score(string kind, string name, string value)
    {
        var ending = await _shell.RunAsync("score", "--truth", Given($"{kind}.truth.json"), "--alarms", _shell.Write("none.csv", ["series,start,end"]));

        Assert.Equal(0, ending.Code);
        Assert.Contains($"  {name,-24} {value}\n", ending.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"mode\":\"dice\"}", "mode 'dice' is not outage, weekly, nab or points")]
    [InlineData("{\"mode\":\"points\"}", "series")]
    [InlineData("[]", "JSON")]
    public async Task A_truth_that_cannot_be_read_ends_with_2(string truth, string said)
    {
        var ending = await _shell.RunAsync("score", "--truth", _shell.Write("truth.json", [truth]), "--alarms", Given("points.alarms.csv"));

        Assert.Equal(2, ending.Code);
        Assert.Contains(said, ending.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();

    private static string Given(string file) => Path.Combine(AppContext.BaseDirectory, "Scores", file);
}
