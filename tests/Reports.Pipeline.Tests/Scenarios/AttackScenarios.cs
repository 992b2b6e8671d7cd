using System.Net;
using Reports.Domain.Outages;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Scenarios;

/// <summary>Those who would fake an outage, and true outages that look like them.</summary>
public sealed class AttackScenarios
{
    private const string Bank = "intesa-sanpaolo";
    private static readonly string[] Browsers = ["Firefox Windows", "Firefox Linux", "Chrome Android", "Chrome Windows", "Safari iPhone", "Edg Windows", "SamsungBrowser Android"];
    private static readonly string[] Problems = ["login", "app", "transfers", "cards"];

    [Fact]
    public async Task Sixty_four_networks_with_all_browsers_there_are_open_no_outage()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync(Bank);
        for (var minute = 0; minute < 12; minute++)
        {
            await SendAsync(flow, 200, i => new Sender(IPv4(((8 * minute) + (i % 8)) % 64, i), Browsers[i % Browsers.Length], Problems[i % Problems.Length]));
            await flow.EndMinuteAsync(NothingFlagged);
        }

        Assert.Equal((OutageState.Possible, SourceDoubt.FewNetworks), (flow.Board.Outages[0].State, flow.Board.Outages[0].Doubt));
    }

    [Fact]
    public async Task A_drip_of_six_hours_from_the_same_networks_opens_no_outage()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync(Bank);
        for (var minute = 0; minute < 360; minute++)
        {
            await SendAsync(flow, 3, i => new Sender(IPv4(((3 * minute) + i) % 64, minute), Browsers[minute % Browsers.Length], Problems[i]));
            await flow.EndMinuteAsync(NothingFlagged);
        }
    }

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_crowd_that_a_forum_sent_is_possible_and_no_more(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        await flow.WriteHistoryAsync(Bank);
        for (var minute = 0; minute < 10; minute++)
        {
            await SendAsync(flow, 200, i => new Sender(IPv4((200 * minute) + i, i), Browsers[i % Browsers.Length], "login", Link: i % 20 == 0 ? null : "forum.example"));
            await flow.EndMinuteAsync(NothingFlagged);
        }

        Assert.Equal((OutageState.Possible, SourceDoubt.OneSource), (flow.Board.Outages[0].State, flow.Board.Outages[0].Doubt));
    }

    [Fact]
    public async Task An_outage_that_the_same_forum_talks_about_is_told()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync(Bank);
        for (var minute = 0; minute < 5; minute++)
        {
            await SendAsync(flow, 100, i => new Sender(IPv4((100 * minute) + i, i), Browsers[i % Browsers.Length], Problems[i % Problems.Length], Link: i % 3 == 0 ? null : "forum.example"));
            await flow.EndMinuteAsync();
        }

        Assert.Equal((OutageState.Outage, SourceDoubt.None), (flow.Board.Outages[0].State, flow.Board.Outages[0].Doubt));
    }

    [Fact]
    public async Task An_outage_of_which_two_fifths_come_from_three_carrier_networks_is_told_within_ten_minutes()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync(Bank);
        Assert.InRange(await FlaggedAfterAsync(flow, (minute, i) => new Sender(i % 5 < 2 ? IPv4(i % 3, i) : IPv4(1000 + (40 * minute) + i, i), Browsers[i % Browsers.Length], Problems[i % 3])), 1, 10);
    }

    [Fact]
    public async Task An_outage_of_one_mobile_operator_is_told_within_ten_minutes()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("tim");
        Assert.InRange(
            await FlaggedAfterAsync(flow, (minute, i) => new Sender(i % 4 == 0 ? IPv4((40 * minute) + i, i) : IPv6((40 * minute) + i), Browsers[i % Browsers.Length], i % 2 == 0 ? "mobile-data" : "calls"), "tim"), 1, 10);
    }

    [Fact]
    public async Task A_provider_that_few_networks_call_down_is_never_the_cause_of_what_fails_above_it_not_even_when_they_stop()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("aws", "netflix", "slack");
        for (var minute = 0; minute < 40; minute++)
        {
            var first = 1000 + (40 * minute);
            await SendAsync(flow, minute < 14 ? 200 : 0, i => new Sender(IPv4(((8 * minute) + (i % 8)) % 64, i), Browsers[i % Browsers.Length], null), "aws");
            await SendAsync(flow, minute < 6 ? 0 : 40, i => new Sender(IPv4(first + i, i), Browsers[i % Browsers.Length], null), "netflix");
            await SendAsync(flow, minute < 6 ? 0 : 40, i => new Sender(IPv4(5000 + first + i, i), Browsers[i % Browsers.Length], null), "slack");
            await flow.EndMinuteAsync(board => Assert.DoesNotContain(board.Outages, outage => outage.ProbablyCausedBy is not null || (outage.Service.Slug is "aws" && outage.FlaggedAt is not null)));
            if (minute == 13)
            {
                Assert.Equal(SourceDoubt.FewNetworks, flow.Board.Outages.Single(outage => outage.Service.Slug is "aws").Doubt);
            }
        }

        Assert.Equal(["netflix", "slack"], flow.Board.Outages.Where(outage => outage.State == OutageState.Outage).Select(outage => outage.Service.Slug).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_service_that_few_networks_call_down_explains_no_failure_of_one_that_people_mix_it_up_with()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp", "facebook-messenger");
        for (var minute = 0; minute < 20; minute++)
        {
            var first = 1000 + (40 * minute);
            await SendAsync(flow, 400, i => new Sender(IPv4(((8 * minute) + (i % 8)) % 64, i), Browsers[i % Browsers.Length], null), "whatsapp");
            await SendAsync(flow, minute < 6 ? 0 : 40, i => new Sender(IPv4(first + i, i), Browsers[i % Browsers.Length], null), "facebook-messenger");
            await flow.EndMinuteAsync();
        }

        var messenger = flow.Board.Outages.Single(outage => outage.Service.Slug is "facebook-messenger");
        Assert.Equal((OutageState.Outage, null), (messenger.State, messenger.ProbablyCausedBy));
    }

    private static void NothingFlagged(StatusBoard board) => Assert.DoesNotContain(board.Outages, outage => outage.FlaggedAt is not null);

    /// <summary>Forty people a minute.</summary>
    private static async Task<int> FlaggedAfterAsync(Flow flow, Func<int, int, Sender> sender, string service = Bank)
    {
        for (var minute = 0; minute < 15; minute++)
        {
            await SendAsync(flow, 40, i => sender(minute, i), service);
            await flow.EndMinuteAsync();
            if (flow.Board.Outages.Any(outage => outage.FlaggedAt is not null))
            {
                return minute + 1;
            }
        }

        return int.MaxValue;
    }

    private static Task SendAsync(Flow flow, int people, Func<int, Sender> sender, string service = Bank) =>
        Task.WhenAll(Enumerable.Range(0, people).Select(async i =>
        {
            var from = sender(i);
            var submission = new Submission(service, Problem: from.Problem, Country: "IT");
            Assert.IsType<IntakeResult.Stored>(await flow.Get<IIntake>().ReceiveAsync(submission, new Caller(from.Address, from.Browser, Link: from.Link), CancellationToken.None));
        }));

    private static IPAddress IPv4(int network, int host) => new([(byte)(20 + (network >> 16)), (byte)(network >> 8), (byte)network, (byte)(host % 250)]);

    private static IPAddress IPv6(int network) => new([0x2a, 0x01, 0x08, 0x27, (byte)(network >> 8), (byte)network, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

    private sealed record Sender(IPAddress Address, string Browser, string? Problem, string? Link = null);
}
