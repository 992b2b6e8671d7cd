namespace Reports.Simulator.Tests;

public sealed class HistoryTests : IDisposable
{
    private readonly HurriedTime _time = new();
    private readonly Shell _shell;

    public HistoryTests() => _shell = new Shell(_time);

    [Fact]
    public async Task Lines_that_a_blinking_database_did_not_store_are_sent_again_and_wrong_ones_are_told()
    {
        await using var site = await FakeSite.StartAsync((request, line) => (request, line) switch
        {
            (1, 7) => "problem: unknown",
            (2 or 3, > 1000) => FakeSite.NotAcknowledged,
            _ => null,
        });

        var ending = await LoadAsync(site);

        Assert.Equal((1, "rejected: problem: unknown"), (ending.Code, ending.Error.TrimEnd()));
        Assert.Equal(site.Seen.Count - 1, site.Stored.Count);
        Assert.EndsWith($"accepted {site.Stored.Count}  already there 0  rejected 1", ending.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(2, _time.Waits);
    }

    [Theory]
    [InlineData(429), InlineData(503)]
    public async Task Over_the_quota_or_without_a_database_only_what_was_not_taken_is_sent_again(int status)
    {
        await using var site = await FakeSite.StartAsync((request, line) => (request, line) == (1, 3) ? FakeSite.NotAcknowledged : null, mostLines: 1500, partStatus: status);

        var ending = await LoadAsync(site);

        Assert.Equal(0, ending.Code);
        Assert.Equal(site.Seen.Count, site.Stored.Count);
        Assert.EndsWith($"accepted {site.Stored.Count}  already there 0  rejected 0", ending.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_stays_away_ends_it_clearly()
    {
        await using var site = await FakeSite.StartAsync((request, _) => request > 2 ? FakeSite.NotAcknowledged : null);

        var ending = await LoadAsync(site);

        Assert.Equal(1, ending.Code);
        Assert.Contains("Gave up after 20 attempts", ending.Error, StringComparison.Ordinal);
        Assert.Contains("loading again within a day continues", ending.Error, StringComparison.Ordinal);
        Assert.Equal(22, site.Requests);
    }

    [Fact]
    public async Task A_site_that_is_not_there_ends_with_2()
    {
        var ending = await _shell.RunAsync("history", "--weeks", "1", "--key", "k", "--url", "http://127.0.0.1:1");

        Assert.Equal((2, 0), (ending.Code, _time.Waits));
        Assert.NotEmpty(ending.Error);
    }

    public void Dispose() => _shell.Dispose();

    private Task<Ending> LoadAsync(FakeSite site) => _shell.RunAsync("history", "--weeks", "1", "--key", "k", "--url", site.Url);
}
