using Microsoft.EntityFrameworkCore;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>
/// Pages of the guided form that one network fetched and another one sends with. Whoever has a hundred translators and validators fetch the page would have a hundred networks.
/// </summary>
public sealed class BorrowedPageTests
{
    private const string Home = "198.51.100.7", Neighbour = "198.51.100.99", Fetcher = "203.0.113.9";

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Who_sends_from_the_network_that_has_the_page_is_counted(bool atStart)
    {
        await using var site = await ReportsApplication.StartAsync();
        await using var circuit = await OpenAsync(site, Home, Neighbour, atStart);
        await circuit.CanSendAsync();
        await circuit.PressAsync(circuit);

        await StoredAsync(site);
        Assert.Empty(site.Errors.Entries);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_page_that_another_network_fetched_sends_nothing_over_the_circuit(bool atStart)
    {
        await using var site = await ReportsApplication.StartAsync();
        await using var circuit = await OpenAsync(site, Fetcher, Home, atStart);
        await circuit.SettledAsync();

        Assert.False(circuit.CanSend);
        Assert.Empty(site.Errors.Entries);
    }

    [Fact]
    public async Task Nor_does_one_that_takes_the_place_of_the_senders_own()
    {
        await using var site = await ReportsApplication.StartAsync();
        await using var circuit = await OpenAsync(site, Home, Home, atStart: false);
        await circuit.CanSendAsync();
        var button = circuit.Button;
        await circuit.ShowAsync(await PlayedCircuit.FetchAsync(site.Client, Fetcher), isUpdate: true);
        await circuit.PressAsync(circuit, button);
        await circuit.SettledAsync();

        Assert.Equal(0, await CountAsync(site));
    }

    [Fact]
    public async Task Who_comes_back_over_another_network_goes_on_with_the_same_form()
    {
        await using var site = await ReportsApplication.StartAsync();
        var before = await PlayedCircuit.ConnectAsync(site, Home);
        var secret = await before.StartAsync();
        await before.ShowAsync(await PlayedCircuit.FetchAsync(site.Client, Home));
        await before.CanSendAsync();
        await before.DisposeAsync();

        await using var after = await PlayedCircuit.ConnectAsync(site, "192.0.2.1");
        Assert.True(await after.ComeBackAsync(secret));
        await after.PressAsync(before);

        await StoredAsync(site);
    }

    private static async Task<PlayedCircuit> OpenAsync(ReportsApplication site, string page, string connection, bool atStart)
    {
        var marker = await PlayedCircuit.FetchAsync(site.Client, page);
        var circuit = await PlayedCircuit.ConnectAsync(site, connection);
        await circuit.StartAsync(atStart ? marker : null);
        if (!atStart)
        {
            await circuit.ShowAsync(marker);
        }

        return circuit;
    }

    private static Task<int> CountAsync(ReportsApplication site) => site.QueryAsync(context => context.Reports.CountAsync());

    private static async Task StoredAsync(ReportsApplication site)
    {
        for (var tries = 0; await CountAsync(site) == 0; tries++)
        {
            Assert.InRange(tries, 0, 150);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
