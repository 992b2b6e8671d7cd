using System.Text.Json;

namespace Reports.Web.Tests.Attacks;

/// <summary>True outages that look like attacks. They began some minutes ago, which a batch tells, and go on now, from the real addresses of people.</summary>
public abstract class TrueOutages(AttackedSite site)
{
    public static readonly string[] Services = ["unicredit", "tim"];
    private const int MinutesBefore = 5;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_outage_of_which_two_fifths_come_from_three_carrier_networks_is_told_within_ten_minutes()
    {
        string[] problems = ["login", "app", "transfers"];
        int NetworkOf(int i) => i % 5 < 2 ? 4000 + (i % 3) : 5000 + i;

        await BeginAsync("unicredit", problems);
        var now = Enumerable.Range(600, 300).Select(i => RawReport.Of(RawReport.IPv4(NetworkOf(i), i), i, RawReport.Body("unicredit", problems[i % 3]))).ToList();

        var came = TimeProvider.System.GetUtcNow();

        // While it was doubted, who is behind a carrier may have been asked for a proof.
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        var statuses = await site.SendAsync(now);
        Assert.Superset(statuses.Keys.ToHashSet(), new HashSet<int> { 201, 403 });
        await metrics.RefusedAsync(statuses.GetValueOrDefault(403), "api", "proof-required");
        AssertSoon(await site.OutageAsync("unicredit"), came);
    }

    /// <summary>300 networks of IPv4 and 2,000 of IPv6. They are heard now; an outage takes three minutes, and of those before tells a partner.</summary>
    [Fact]
    public async Task An_outage_that_only_mobile_users_of_one_operator_see_is_told_within_ten_minutes()
    {
        const int Networks = 2300;
        string[] problems = ["mobile-data", "no-signal", "calls"];
        string From(int i) => i % 23 < 3 ? RawReport.IPv4(20_000 + i, i) : RawReport.IPv6(i);

        await BeginAsync("tim", problems);
        var before = (await site.StoredAsync("tim")).Networks;
        var now = Enumerable.Range(0, Networks).Select(i => RawReport.Of(From(i), i, RawReport.Body("tim", problems[i % 3]), $"Idempotency-Key: mobile-{i}\r\n")).ToList();

        var came = TimeProvider.System.GetUtcNow();
        Assert.Equal([201], (await site.SendAsync(now)).Keys);
        AssertSoon(await site.OutageAsync("tim"), came);
        Assert.Equal(Networks, (await site.StoredAsync("tim")).Networks - before);
    }

    /// <summary>The minutes before, as a partner tells them: a surge beyond chance, of too few networks to be told. What makes an outage of it are the people who come now.</summary>
    private async Task BeginAsync(string service, string[] problems)
    {
        const int Networks = 40;
        await site.SendBatchAsync(Enumerable.Range(0, 600).Select(i => BatchedReport.Of(service, problems[i % problems.Length], i, i % Networks, Minute * (1 + (i % Networks % MinutesBefore)))));
        await site.DoubtedAsync(service, "few-networks", "These reports come from few networks");
    }

    /// <summary>Within a minute of the people, and so within ten of where it began.</summary>
    private static void AssertSoon(JsonElement outage, DateTimeOffset came)
    {
        Assert.Null(outage.GetProperty("doubt").GetString());
        var told = outage.GetProperty("transitions").EnumerateArray().First(step => step.GetProperty("to").GetString() == "outage").GetProperty("at").GetDateTimeOffset();
        Assert.InRange((told - came).TotalMinutes, 0, 1);
    }
}
