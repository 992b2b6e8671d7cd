namespace Reports.Web.Tests.Attacks;

/// <summary>
/// Those who would have the site say "down". Time is real here, so what takes minutes came before the test in a batch that tells when each report was;
/// the same attacks minute by minute are in the scenarios of the pipeline.
/// </summary>
public abstract class SurgeAttacks(AttackedSite site)
{
    /// <summary>Of the networks that the attackers have. Four short of 64 in all: people who report as usual are there too, and chance may bring a few of them more.</summary>
    protected const int Half = 30;
    protected const int Flood = 100_000;
    private const int IdsOfEach = 5;
    private const string Given = "Set-Cookie: reporter=";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_hundred_thousand_reports_from_64_networks_with_all_browsers_languages_keys_and_ids_of_ours_open_no_outage_and_hold_nobody_up()
    {
        string[] problems = ["streaming", "login", "tv", "app", "buffering"];
        var flood = Enumerable.Range(0, Flood)
            .Select(i => RawReport.Of(RawReport.IPv4(i % Half, i / Half), i / 7, RawReport.Body("sky-italia", problems[i % 5]), i % 3 == 0 ? $"Idempotency-Key: flood-{i}\r\n" : "")).ToList();
        var ids = await CollectIdsAsync("sky-italia");
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(IdsOfEach * Half, ids.Count);

        var forms = Enumerable.Range(0, 40 * Half).Select(i => RawReport.OfForm(RawReport.IPv4(i % Half, i / Half), i / 7, "sky-italia", problems[i % 5], ids[7 * i % ids.Count])).ToList();
        await FloodAsync("sky-italia", problems, flood, forms, newNetworks: 0);
    }

    /// <summary>Three reports a minute for six hours from 64 networks, over again each hour with other people behind them.</summary>
    [Fact]
    public async Task A_drip_of_six_hours_from_64_networks_opens_no_outage()
    {
        string[] problems = ["login", "app", "transfers", "cards"];
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        var answer = await site.SendBatchAsync(Enumerable.Range(0, 6 * 60 * 3).Select(i => BatchedReport.Of("poste-italiane", problems[i % 4], i, i % 64, (Minute * 6 * 60) - (Minute * i / 3))));

        Assert.Equal(6 * 60 * 3, answer.GetProperty("accepted").GetInt32());
        await site.NoOutageAsync("poste-italiane", 170, mayBePossible: true);
        await metrics.ReceivedAsync(6 * 60 * 3, "batch", "counted");
    }

    /// <summary>Two thousand real people: the first few in the minutes before, when nobody knows how they came, all others over the forum's link, now.</summary>
    [Fact]
    public async Task Two_thousand_people_whom_a_forum_sent_are_possible_and_of_one_source()
    {
        const int Before = 20;
        await site.SendBatchAsync(Enumerable.Range(0, Before).Select(i => BatchedReport.Of("intesa-sanpaolo", "login", i, i, Minute * (1 + (i % 5)))));
        var crowd = Enumerable.Range(Before, 2000 - Before)
            .Select(i => RawReport.Of(RawReport.IPv4(1000 + i, i), i, RawReport.Body("intesa-sanpaolo", "login"), i % 20 == 0 ? "" : "Referer: https://forum.example/thread/7\r\n")).ToList();

        await HonestReporter.DuringAsync(site.Process.Address, async () => Assert.Equal([201], (await site.SendAsync(crowd)).Keys));

        await site.DoubtedAsync("intesa-sanpaolo", "one-source", "These reports come from few sources");
    }

    /// <summary>Half of the networks told of in the minutes before, which makes of it a surge beyond chance; then all at once.</summary>
    /// <param name="newNetworks">Of those that send now, the ones that had not before.</param>
    protected async Task FloodAsync(string service, string[] problems, List<byte[]> flood, List<byte[]> forms, int newNetworks)
    {
        var before = (await site.StoredAsync(service)).Networks;
        await site.SendBatchAsync(Enumerable.Range(0, 50 * Half).Select(i => BatchedReport.Of(service, problems[i % problems.Length], i, i % Half, Minute * (1 + (i % Half % 5)))));

        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        var (answers, pages) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        await HonestReporter.DuringAsync(site.Process.Address, async () => (pages, answers) = (await site.SendAsync(forms), await site.SendAsync(flood)));

        Assert.Superset(answers.Keys.ToHashSet(), new HashSet<int> { 201, 403, 429 });
        var refused = answers.GetValueOrDefault(429) + answers.GetValueOrDefault(403);
        Assert.InRange(refused, flood.Count / 2, flood.Count);
        await metrics.RefusedAsync(refused, "api", "too-many-reports", "proof-required");
        Assert.Superset(pages.Keys.ToHashSet(), new HashSet<int> { 200, 403, 429 });
        await metrics.RefusedAsync(pages.GetValueOrDefault(429) + pages.GetValueOrDefault(403), "form", "too-many-reports", "proof-required");
        Assert.Equal(Half + newNetworks, (await site.StoredAsync(service)).Networks - before);
        await site.DoubtedAsync(service, "few-networks", "These reports come from few networks");
        Assert.Empty(site.Process.NewErrors());
    }

    /// <summary>Ids that the site gives browsers which send its form, a few to each of the attackers' networks.</summary>
    private async Task<List<string>> CollectIdsAsync(string service)
    {
        var ids = new List<string>();
        using var connection = await RawConnection.OpenAsync(site.Process.Address);
        for (var i = 0; i < IdsOfEach * Half; i++)
        {
            await connection.SendAsync(RawReport.OfForm(RawReport.IPv4(i % Half, 1), i / Half, service, "login"));
            ids.AddRange((await connection.ReadAsync())!.Text.Split("\r\n").Where(line => line.StartsWith(Given, StringComparison.Ordinal)).Select(line => line[Given.Length..].Split(';')[0]));
        }

        return ids;
    }
}
