namespace Reports.Simulator.Tests;

public sealed class ArgumentTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("'dance'", "dance")]
    [InlineData("--counts", "backtest", "--alarms", "a.csv")]
    [InlineData("'monthly'", "backtest", "--counts", "c.csv", "--alarms", "a.csv", "--format", "monthly")]
    [InlineData("'2m'", "backtest", "--counts", "c.csv", "--alarms", "a.csv", "--bucket", "2m")]
    [InlineData("--services must be 1 or more.", "backtest", "--counts", "c.csv", "--alarms", "a.csv", "--services", "0")]
    [InlineData("--truth", "score", "--alarms", "a.csv")]
    [InlineData("--weeks must be 1 to 57.", "history", "--url", "http://localhost", "--key", "k", "--weeks", "58")]
    [InlineData("'localhost' is not an http or https address.", "load", "--url", "localhost")]
    [InlineData("'5 minutes' is not a duration such as 30s, 5m, 1h or 00:05:00.", "load", "--url", "http://localhost", "--duration", "5 minutes")]
    [InlineData("--rate must be above 0.", "load", "--url", "http://localhost", "--rate", "0")]
    [InlineData("There is no service 'abacus'.", "load", "--url", "http://localhost", "--service", "abacus")]
    [InlineData("no-such-story", "simulate", "--url", "http://localhost", "--scenario", "no-such-story")]
    public async Task Wrong_arguments_end_with_2_and_say_what_is_wrong(string said, params string[] arguments)
    {
        var ending = await _shell.RunAsync(arguments);

        Assert.Equal(2, ending.Code);
        Assert.Contains(said, ending.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.csv", "missing.csv")]
    [InlineData("headless.csv", "series, minute and count")]
    [InlineData("words.csv", "many")]
    [InlineData("short.csv", "a|*,2")]
    [InlineData("backwards.csv", "minute 1 comes after 2")]
    public async Task A_file_that_cannot_be_read_ends_with_2_and_one_line(string file, string said)
    {
        _shell.Write("headless.csv", ["series,count", "a|*,1"]);
        _shell.Write("words.csv", ["series,minute,count", "a|*,1,many"]);
        _shell.Write("short.csv", ["series,minute,count", "a|*,1,1", "a|*,2"]);
        _shell.Write("backwards.csv", ["series,minute,count", "a|*,2,1", "a|*,1,1"]);

        var ending = await _shell.RunAsync("backtest", "--counts", _shell.PathOf(file), "--alarms", _shell.PathOf("alarms.csv"));

        Assert.Equal(2, ending.Code);
        Assert.Contains(said, Assert.Single(ending.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_glob_that_finds_nothing_ends_with_2()
    {
        _shell.Write("data/one.csv", ["timestamp,value"]);

        var ending = await _shell.RunAsync(
            "backtest", "--format", "series", "--root", _shell.PathOf("data"), "--counts", "two*.csv", "--alarms", _shell.PathOf("alarms.csv"));

        Assert.Equal(2, ending.Code);
        Assert.Contains("two*.csv", ending.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("history")]
    [InlineData("load")]
    [InlineData("backtest")]
    [InlineData("score")]
    public async Task Every_verb_explains_itself(string verb)
    {
        var ending = await _shell.RunAsync(verb, "--help");

        Assert.Equal((0, string.Empty), (ending.Code, ending.Error));
        Assert.Contains($"Reports.Simulator", ending.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
