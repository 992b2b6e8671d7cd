using Reports.Domain.Counting;
using Reports.Pipeline.Alarms;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Scenarios;

/// <summary>What is taken for usual of a service that nobody has reported yet.</summary>
public sealed class KindredScenarios
{
    [Fact]
    public async Task A_network_nobody_reported_yet_is_expected_to_be_like_its_neighbours()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("vodafone-it", "iliad", "t-mobile-us", "verizon");

        await flow.RestartAsync();
        await flow.TickAsync();

        double Usual(string service, string region) =>
            flow.Get<DetectionTick>().Expected(flow.Catalog.Find(service)!.Id, region, Now(flow), Now(flow) + MinuteBucket.PerHour)!.Value.Mean;
        Assert.InRange(Usual("tim", "IT"), Usual("vodafone-it", "IT") / 4, Usual("vodafone-it", "IT") * 4);
        Assert.InRange(Usual("att", "US"), Usual("t-mobile-us", "US") / 4, Usual("t-mobile-us", "US") * 4);
        Assert.InRange(Usual("att", "IT"), 0, Usual("tim", "IT") / 2);
    }

    private static int Now(Flow flow) => MinuteBucket.Of(flow.Clock.GetUtcNow());
}
