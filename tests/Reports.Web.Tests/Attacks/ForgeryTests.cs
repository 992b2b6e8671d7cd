using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Attacks;

/// <summary>One person who says to be many: by addresses, by coordinates, by sending again.</summary>
[Collection(typeof(BehindProxy))]
public sealed class ForgeryTests(AttackedSite site)
{
    private const int Times = 500;

    /// <summary>Browsers that are told apart on one network.</summary>
    private const int MostPeople = 9;

    [Fact]
    public async Task Coordinates_around_the_world_from_one_network_are_one_network()
    {
        var forged = Enumerable.Range(0, Times).Select(i => RawReport.Of(RawReport.IPv4(900, i), i, string.Create(
            CultureInfo.InvariantCulture, $"{{\"service\":\"steam\",\"problem\":\"login\",\"location\":{{\"latitude\":{(i * 37 % 140) - 60},\"longitude\":{(i * 61 % 360) - 180}}}}}"))).ToList();

        await AssertAnsweredAsync(forged);

        // All browsers that are told apart are a person each, but one of them alone is fresh.
        await site.NoOutageAsync("steam", 5);
        Assert.Equal(1, (await site.StoredAsync("steam")).Networks);
    }

    [Fact]
    public async Task Addresses_that_somebody_puts_before_their_own_are_not_believed_from_behind_a_proxy_either()
    {
        // The proxy writes the last one.
        var forged = Enumerable.Range(0, Times).Select(i => RawReport.Of($"{RawReport.IPv4(2000 + i, i)}, 203.0.113.77", i, RawReport.Body("roblox", "login"))).ToList();

        await AssertAnsweredAsync(forged);

        await site.NoOutageAsync("roblox", 5);
        Assert.Equal(1, (await site.StoredAsync("roblox")).Networks);
    }

    [Fact]
    public async Task A_request_sent_again_and_again_from_everywhere_is_one_report()
    {
        var replayed = Enumerable.Range(0, 4 * Times).Select(i => RawReport.Of(RawReport.IPv4(3000 + (i % 64), i), i, RawReport.Body("dazn", "buffering"), "Idempotency-Key: seen-on-the-wire\r\n")).ToList();

        var metrics = await SiteMetrics.SinceNowAsync(site.Process);

        await HonestReporter.DuringAsync(site.Process.Address, async () => Assert.Equal([201], (await site.SendAsync(replayed)).Keys));

        await site.NoOutageAsync("dazn", 1);
        Assert.Equal((1, 1), await site.StoredAsync("dazn"));
        await metrics.ReceivedAsync(replayed.Count - 1, "api", "already-reported");
    }

    [Fact]
    public async Task Without_a_proxy_nobodys_word_about_an_address_is_believed()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        using var direct = await SiteProcess.StartAsync(
            store.ConnectionString, ("ForwardedHeaders__KnownProxies__0", ""), ("Detection__Interval", "00:00:01"), ("Logging__LogLevel__Default", "Warning"));
        string[] names = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP"];
        using var connection = await RawConnection.OpenAsync(direct.Address);
        var metrics = await SiteMetrics.SinceNowAsync(direct);
        var refused = 0;
        for (var i = 0; i < 2 * Times; i++)
        {
            var address = RawReport.IPv4(i, i);
            await connection.SendAsync(RawReport.Of(address, 0, RawReport.Body("spotify", "streaming"), string.Concat(names.Select(name => $"{name}: {(name == "Forwarded" ? $"for={address}" : address)}\r\n"))));
            var status = (await connection.ReadAsync())?.Status;
            Assert.True(status is 201 or 403 or 429);
            refused += status == 201 ? 0 : 1;
        }

        Assert.InRange(refused, 1, 2 * Times);
        await metrics.RefusedAsync(refused, "api", "too-many-reports", "proof-required");
        Assert.Equal((1, 1), await store.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Fresh), await context.MinuteCounts.SumAsync(row => row.Count))));
        Assert.Empty(direct.NewErrors());
    }

    /// <summary>Taken or turned away as what a network may send: neither is evidence.</summary>
    private async Task AssertAnsweredAsync(IReadOnlyList<byte[]> requests)
    {
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        var statuses = new Dictionary<int, int>();
        await HonestReporter.DuringAsync(site.Process.Address, async () => statuses = await site.SendAsync(requests));

        Assert.Superset(statuses.Keys.ToHashSet(), new HashSet<int> { 201, 403, 429 });
        await metrics.ReceivedAsync(statuses[201] - MostPeople, "api", "already-reported");
        Assert.InRange(statuses[201], 1, requests.Count - 1);
        await metrics.RefusedAsync(requests.Count - statuses[201], "api", "too-many-reports", "proof-required");
    }
}
