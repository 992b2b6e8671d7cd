using System.Net;
using Microsoft.EntityFrameworkCore;
using Reports.Domain.Counting;
using Reports.Pipeline.Intake;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Intake;

/// <summary>Who counts as one person: over midnight, over a restart, and when the ring that protects the keys is lost.</summary>
public sealed class PersonTests
{
    [Fact]
    public async Task A_person_counts_once_over_midnight_and_a_restart_and_again_after_the_window()
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.SetUtcNow(new DateTimeOffset(Flow.Start.Date.AddDays(1), TimeSpan.Zero).AddMinutes(-10));
        Assert.True(await CountsAsync(flow, "81.2.3.4"));

        await flow.RestartAsync();
        flow.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.False(await CountsAsync(flow, "81.2.3.99"));
        Assert.True(await CountsAsync(flow, "81.2.4.4"));

        flow.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await CountsAsync(flow, "81.2.3.4"));
    }

    [Theory]
    [InlineData("81.2.3.4", "81.2.3.99", true), InlineData("81.2.3.4", "81.2.4.4", false), InlineData("81.2.3.4", "::ffff:81.2.3.99", true)]
    [InlineData("2a02:1:2:3::1", "2a02:1:2:4::1", true), InlineData("2a02:1:2::1", "2a02:1:3::1", false)]
    [InlineData("2002:5102:304::1", "2002:5102:363::1", true), InlineData("2002:5102:304::1", "81.2.3.4", true), InlineData("2002:5102:304::1", "2002:5102:404::1", false)]
    public void A_network_is_what_one_line_may_have_whatever_the_address_is_written_as(string one, string other, bool isSame) =>
        Assert.Equal(isSame, ReporterHash.NetworkOf(IPAddress.Parse(one)) == ReporterHash.NetworkOf(IPAddress.Parse(other)));

    [Fact]
    public async Task No_address_and_no_readable_key_is_stored()
    {
        await using var flow = await Flow.StartAsync();
        await CountsAsync(flow, "81.2.3.4");

        var persons = await flow.QueryAsync(context => context.Reporters.Select(row => row.Reporter).ToListAsync());
        var key = (await flow.Get<ReporterKeys>().FindForDayAsync(MinuteBucket.Of(Flow.Start) / MinuteBucket.PerDay, default))!;
        var stored = await flow.QueryAsync(context => context.SigningKeys.Select(row => row.Protected).ToListAsync());

        Assert.Equal(16, Assert.Single(persons).Length);
        Assert.NotEqual(key.Today, key.Before);
        Assert.All(stored, bytes => Assert.False(bytes.AsSpan().IndexOf(key.Today) >= 0 || bytes.AsSpan().IndexOf(key.Before) >= 0));
    }

    [Fact]
    public async Task A_lost_key_ring_costs_a_second_count_and_not_the_report()
    {
        await using var flow = await Flow.StartAsync();
        await CountsAsync(flow, "81.2.3.4");
        await flow.ChangeAsync(context => context.SigningKeys.ExecuteUpdate(set => set.SetProperty(row => row.Protected, new byte[40])));

        await flow.RestartAsync();

        Assert.True(await CountsAsync(flow, "81.2.3.4"));
        Assert.False(await CountsAsync(flow, "81.2.3.4"));
    }

    [Fact]
    public async Task A_retry_over_midnight_is_the_same_report_and_another_body_under_its_key_is_not()
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.SetUtcNow(new DateTimeOffset(Flow.Start.Date.AddDays(1), TimeSpan.Zero).AddMinutes(-1));
        var first = Assert.IsType<IntakeResult.Stored>(await SendAtAsync(flow, latitude: 41.9));

        flow.Clock.Advance(TimeSpan.FromMinutes(2));

        var again = Assert.IsType<IntakeResult.Stored>(await SendAtAsync(flow, latitude: 41.9));
        Assert.Equal((first.Id, true), (again.Id, again.IsReplayed));
        Assert.IsType<IntakeResult.KeyConflict>(await SendAtAsync(flow, latitude: 42));
    }

    [Fact]
    public async Task A_retry_is_the_same_report_though_the_key_ring_was_lost_meanwhile()
    {
        await using var flow = await Flow.StartAsync();
        var first = Assert.IsType<IntakeResult.Stored>(await SendAtAsync(flow, latitude: 41.9));
        await flow.ChangeAsync(context => context.SigningKeys.ExecuteUpdate(set => set.SetProperty(row => row.Protected, new byte[40])));

        await flow.RestartAsync();

        var again = Assert.IsType<IntakeResult.Stored>(await SendAtAsync(flow, latitude: 41.9));
        Assert.Equal((first.Id, true), (again.Id, again.IsReplayed));
    }

    [Fact]
    public async Task Nobody_can_try_out_places_against_what_is_kept_for_retries()
    {
        await using var one = await Flow.StartAsync();
        await using var other = await Flow.StartAsync();
        await SendAtAsync(one, latitude: 41.9);
        await SendAtAsync(other, latitude: 41.9);

        Assert.NotEqual(await ReceiptAsync(one), await ReceiptAsync(other));
    }

    private static Task<byte[]> ReceiptAsync(Flow flow) => flow.QueryAsync(context => context.Receipts.Select(row => row.BodyHash).SingleAsync());

    private static Task<IntakeResult> SendAtAsync(Flow flow, double latitude) => flow.Get<IIntake>().ReceiveAsync(
        new Submission("zoom", Latitude: latitude, Longitude: 12.5), new Caller(IPAddress.Parse("81.2.3.4"), "Firefox Linux", IdempotencyKey: "1"), default);

    [Fact]
    public async Task Two_people_behind_one_network_are_two_once_one_of_them_has_an_id()
    {
        await using var flow = await Flow.StartAsync();
        var anna = (await SendAsync(flow, "81.2.3.4", keepsId: true)).FirstPartyId;
        Assert.NotNull(anna);
        var bert = await SendAsync(flow, "81.2.3.5", keepsId: true);
        Assert.Equal((false, null), (bert.Counted, bert.FirstPartyId));

        flow.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.True((await SendAsync(flow, "81.2.3.4", anna, keepsId: true)).Counted);
        Assert.True((await SendAsync(flow, "81.2.3.5", keepsId: true)).Counted);

        // Elsewhere too she is herself, and nobody new.
        var abroad = await SendAsync(flow, "92.3.4.5", anna, keepsId: true);
        Assert.Equal((false, null), (abroad.Counted, abroad.FirstPartyId));
    }

    [Fact]
    public async Task A_midnight_makes_nobody_with_an_id_count_twice()
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.SetUtcNow(new DateTimeOffset(Flow.Start.Date.AddDays(1), TimeSpan.Zero).AddMinutes(-10));
        var id = (await SendAsync(flow, "81.2.3.4", keepsId: true)).FirstPartyId;

        flow.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.False((await SendAsync(flow, "81.2.3.4", id, keepsId: true)).Counted);
        Assert.False((await SendAsync(flow, "81.2.3.4")).Counted);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_network_is_fresh_once_over_midnight_too_whoever_reports_from_it(bool restarts)
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.SetUtcNow(new DateTimeOffset(Flow.Start.Date.AddDays(1), TimeSpan.Zero).AddMinutes(-10));
        Assert.True((await SendAsync(flow, "81.2.3.4")).Counted);
        if (restarts)
        {
            await flow.RestartAsync();
        }

        flow.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True((await SendAsync(flow, "81.2.3.99", browser: "Safari iPhone")).Counted);
        Assert.Equal((2, 1), await flow.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Count), await context.MinuteCounts.SumAsync(row => row.Fresh))));

        Assert.True((await SendAsync(flow, "81.2.4.4")).Counted);
        Assert.Equal(2, await flow.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Fresh)));
    }

    [Fact]
    public async Task A_retry_brings_no_id_for_nobody_was_counted_under_it()
    {
        await using var flow = await Flow.StartAsync();
        var id = (await SendAsync(flow, "81.2.3.4", keepsId: true)).FirstPartyId;
        flow.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.True((await SendAsync(flow, "81.2.3.4", id, keepsId: true, key: "k1")).Counted);

        var again = await SendAsync(flow, "81.2.3.4", keepsId: true, key: "k1");

        Assert.Equal((true, null), (again.IsReplayed, again.FirstPartyId));
    }

    [Fact]
    public async Task A_caller_that_keeps_nothing_is_given_no_id_and_costs_no_second_row()
    {
        await using var flow = await Flow.StartAsync();
        Assert.Null((await SendAsync(flow, "81.2.3.4")).FirstPartyId);
        Assert.Single(await flow.QueryAsync(context => context.Reporters.ToListAsync()));
    }

    private static async Task<bool> CountsAsync(Flow flow, string address) => (await SendAsync(flow, address)).Counted;

    private static async Task<IntakeResult.Stored> SendAsync(Flow flow, string address, string? id = null, bool keepsId = false, string? key = null, string browser = "Firefox Linux")
    {
        var caller = new Caller(IPAddress.Parse(address), browser, key, FirstPartyId: id, KeepsId: keepsId);
        return Assert.IsType<IntakeResult.Stored>(await flow.Get<IIntake>().ReceiveAsync(new Submission("zoom", Country: "IT"), caller, default));
    }
}
