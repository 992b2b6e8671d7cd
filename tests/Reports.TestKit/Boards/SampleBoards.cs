using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.TestKit.Boards;

/// <summary>Whole boards to draw pages, embeds and feeds from, without a pipeline.</summary>
public static class SampleBoards
{
    public static DateTimeOffset Now { get; } = SampleOutages.Start.AddMinutes(225);

    /// <summary>Nothing unusual anywhere; one outage in the last days.</summary>
    public static StatusBoard Calm(bool simulated = false) => new(
        1, Now, simulated, [.. SampleServices.All.Select((service, i) => Quiet(service, i).Build())], [SampleOutages.PlayStation]);

    /// <summary>Zoom is down in half the world, Vodafone Italia is recovering, Webex is slightly up.</summary>
    public static StatusBoard Blackout(bool simulated = false) => Zoom(OutageState.Outage, Now, simulated);

    /// <summary>Zoom is coming back.</summary>
    public static StatusBoard Recovering(bool simulated = false) => Zoom(OutageState.Recovering, Now, simulated);

    /// <summary>Zoom works again.</summary>
    public static StatusBoard Resolved(bool simulated = false) => Zoom(OutageState.Resolved, Now.AddHours(2), simulated);

    /// <summary>What was said of Zoom has been taken back.</summary>
    public static StatusBoard Retracted(bool simulated = false) => Zoom(OutageState.Retracted, Now.AddHours(2), simulated);

    private static StatusBoard Zoom(OutageState state, DateTimeOffset now, bool simulated)
    {
        var blackout = SampleOutages.Blackout(state);
        var level = state switch
        {
            OutageState.Outage => StatusLevel.Outage,
            OutageState.Recovering => StatusLevel.Recovering,
            _ => StatusLevel.Operational,
        };
        var europe = level == StatusLevel.Outage ? StatusLevel.Recovering : level;
        var zoom = new ServiceStatusBuilder(SampleServices.Zoom, now)
            .Country("US", 0.58, 75, level, 320).Country("CA", 0.14, 8.4, level, 40).Country("MX", 0.12, 5.5, level, 12).Country("BR", 0.28, 3.4, works: 30)
            .Country("CO", 0.05, 1.7).Country("CL", 0.05, 1).Country("PE", 0.05, 0.3).Country("SA", 0.05, 7, level, 12).Country("AE", 0.07, 6, level, 9)
            .Country("IL", 0.11, 3.2, level).Country("EG", 0.08, 2.1, level).Country("KW", 0.02, 1.4).Country("LB", 0.02, 0.3)
            .Country("GB", 0.48, 22, europe, 190).Country("NL", 0.2, 7, europe, 61).Country("IE", 0.08, 5, europe, 20).Country("IT", 0.36, 3, works: 70)
            .Country("FR", 0.6, 1, works: 60).Country("DE", 0.95).Country("ES", 0.45).Country("PL", 0.25).Country("SE", 0.3)
            .Country("ZA", 0.12).Country("NG", 0.06).Country("IN", 0.3).Country("JP", 0.2).Country("AU", 0.14)
            .Outage(blackout, level)
            .Problems(("joining", 1335), ("login", 584), ("audio-video", 389), ("server-connection", 306), ("website", 111), ("other", 56))
            .Build();
        if (zoom.OpenOutage is not null)
        {
            zoom = zoom with { Subdivisions = [new("CA-ON", 61, 12), new("CA-QC", 24, 0), new("US-NY", 310, 96), new("US-CA", 122, 40), new("US-TX", 48, 9), new("US-WA", 3, 0)] };
        }

        var webex = Quiet(SampleServices.Webex, 1).Country("US", 0.3, 4, StatusLevel.Possible).Country("CA", 0.06, 1.2, StatusLevel.Possible)
            .Outage(SampleOutages.Webex, StatusLevel.Possible).Build();
        var vodafone = new ServiceStatusBuilder(SampleServices.Vodafone, now).Country("IT", 0.4, 14, StatusLevel.Recovering, 22)
            .Outage(SampleOutages.Vodafone(OutageState.Recovering), StatusLevel.Recovering).Problems(("no-signal", 200), ("server-connection", 86)).Build();
        return new StatusBoard(
            2, now, simulated,
            [
                zoom, webex, vodafone,
                .. SampleServices.All.Where(service => service.Id is not (1 or 2 or 4)).Select(service => Quiet(service, service.Id).Build()),
            ],
            [SampleOutages.Webex, blackout, SampleOutages.Vodafone(OutageState.Recovering), SampleOutages.PlayStation]);

    }

    private static ServiceStatusBuilder Quiet(Domain.Catalog.MonitoredService service, int seed) => service.HomeCountries is [var home, ..]
        ? new ServiceStatusBuilder(service, Now).Country(home, 0.6 + seed % 3 * 0.4, works: 4)
        : new ServiceStatusBuilder(service, Now)
            .Country("US", 1.1 + seed % 4 * 0.5, works: 6).Country("BR", 0.6).Country("GB", 0.5, works: 3).Country("IT", 0.4).Country("DE", 0.5)
            .Country("SA", 0.2).Country("ZA", 0.1).Country("IN", 0.7).Country("JP", 0.4);
}
