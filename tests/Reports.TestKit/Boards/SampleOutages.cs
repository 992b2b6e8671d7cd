using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.TestKit.Boards;

/// <summary>Outages in each state, told after the day in May 2020 when Zoom was down "in half the world". Figures and quotes are invented.</summary>
public static class SampleOutages
{
    public static readonly Guid BlackoutId = Guid.Parse("01720f3a-2c00-7a11-8d2e-5d1f3a7c9b01");
    public static readonly Guid VodafoneId = Guid.Parse("01720f3a-2c00-7a11-8d2e-5d1f3a7c9b02");
    public static readonly Guid WebexId = Guid.Parse("01720f3a-2c00-7a11-8d2e-5d1f3a7c9b03");
    private static readonly Guid PlayStationId = Guid.Parse("01720f3a-2c00-7a11-8d2e-5d1f3a7c9b04");

    public static DateTimeOffset Start { get; } = new(2020, 5, 17, 14, 2, 0, TimeSpan.Zero);

    /// <summary>Widespread in America and the Middle East, some areas of Europe.</summary>
    public static OutageView Blackout(OutageState state)
    {
        var recovering = state is OutageState.Recovering or OutageState.Resolved ? Start.AddMinutes(166) : (DateTimeOffset?)null;
        var resolved = state == OutageState.Resolved ? Start.AddMinutes(308) : (DateTimeOffset?)null;
        List<OutageTransition> transitions =
        [
            new(1, BlackoutId, null, OutageState.Possible, Start.AddMinutes(3), null),
            new(2, BlackoutId, OutageState.Possible, OutageState.Outage, Start.AddMinutes(4), null),
        ];
        if (recovering is { } since)
        {
            transitions.Add(new OutageTransition(3, BlackoutId, OutageState.Outage, OutageState.Recovering, since, null));
        }

        if (resolved is { } end)
        {
            transitions.Add(new OutageTransition(4, BlackoutId, OutageState.Recovering, OutageState.Resolved, end, null));
        }

        if (state == OutageState.Retracted)
        {
            transitions.Add(new OutageTransition(4, BlackoutId, OutageState.Outage, state, Start.AddMinutes(40), "A fan club had agreed to press the button."));
        }

        return new OutageView(
            BlackoutId, SampleServices.Zoom, state, Start, Start.AddMinutes(3), Start.AddMinutes(4), Start.AddMinutes(23), recovering, resolved,
            [Extent.Widespread, Extent.Widespread, Extent.Partial, Extent.None, Extent.None],
            [
                Part("america", 0, 1724, 74, resolved), Part("US", 0, 1312, 26, resolved), Part("CA", 2, 148, 6, resolved), Part("MX", 6, 96, 5, resolved),
                Part("middle-east", 9, 402, 21, resolved), Part("SA", 9, 121, 2.5, resolved), Part("AE", 9, 104, 3.5, resolved),
                Part("europe", 17, 861, 220, resolved), Part("GB", 17, 394, 21, resolved), Part("IE", 17, 88, 3.5, resolved), Part("NL", 19, 131, 9, resolved),
            ],
            [new("joining", 1335, 0.48), new("login", 584, 0.21), new("audio-video", 389, 0.14), new("server-connection", 306, 0.11), new("website", 111, 0.04), new("other", 56, 0.02)],
            3043, 41, 1.5, 341, 0.99,
            [
                Says(OfficialStatus.Investigating, "We are looking into trouble starting and joining meetings.", 29),
                Says(OfficialStatus.Identified, "We found the cause and are preparing a fix.", 78),
                Says(OfficialStatus.Monitoring, "A fix is in place. Restart your session if you still cannot join.", 173),
                .. resolved is null ? (OfficialUpdate[])[] : [Says(OfficialStatus.Resolved, "This incident is resolved.", 300)],
            ],
            transitions)
        {
            World = Part(MacroRegions.World, 4, 3043, 341, resolved),
            ExtentShares = [new(0.87, 0.84, 0.9), new(0.71, 0.52, 0.83), new(0.4, 0.3, 0.55), ShareRange.Nothing, ShareRange.Nothing],
        };

        // The smaller ones show less for it.
        static OutageRegionView Part(string region, int minutes, int reports, double expected, DateTimeOffset? left) =>
            new(region, StatusLevel.Outage, Start.AddMinutes(minutes), left, reports, expected)
            {
                Evidence = new RegionEvidence(reports / 10.0, 0.99, reports / 150.0, expected / 300),
            };
    }

    /// <summary>In one country only, so that the sentence names it.</summary>
    public static OutageView Vodafone(OutageState state)
    {
        var start = Start.AddHours(-7);
        return new OutageView(
            VodafoneId, SampleServices.Vodafone, state, start, start.AddMinutes(6), start.AddMinutes(9), start.AddMinutes(50),
            state == OutageState.Outage ? null : start.AddHours(9), null,
            [Extent.None, Extent.None, Extent.Partial, Extent.None, Extent.None],
            [new("europe", StatusLevel.Outage, start, null, 311, 40), new("IT", StatusLevel.Outage, start, null, 309, 38)],
            [new("no-signal", 200, 0.7), new("server-connection", 86, 0.3)],
            311, 9, 0.3, 40, 0.93, [], [new OutageTransition(5, VodafoneId, null, OutageState.Outage, start.AddMinutes(9), null)]);
    }

    /// <summary>Faint, and perhaps only because people try Webex when Zoom fails.</summary>
    public static OutageView Webex { get; } = new(
        WebexId, SampleServices.Webex, OutageState.Possible, Start.AddMinutes(176), Start.AddMinutes(180), null, Start.AddMinutes(190), null, null,
        [Extent.Partial, Extent.None, Extent.None, Extent.None, Extent.None],
        [new("america", StatusLevel.Possible, Start.AddMinutes(176), null, 46, 15), new("US", StatusLevel.Possible, Start.AddMinutes(176), null, 30, 9),
            new("CA", StatusLevel.Possible, Start.AddMinutes(176), null, 9, 2), new("MX", StatusLevel.Possible, Start.AddMinutes(176), null, 7, 1)],
        [new("joining", 20, 1)], 46, 3, 0.4, 15, 0.41, [],
        [new OutageTransition(6, WebexId, null, OutageState.Possible, Start.AddMinutes(180), null)]);

    /// <summary>Over since the day before yesterday.</summary>
    public static OutageView PlayStation { get; } = new(
        PlayStationId, SampleServices.PlayStation, OutageState.Resolved, Start.AddDays(-3), Start.AddDays(-3).AddMinutes(5),
        Start.AddDays(-3).AddMinutes(6), Start.AddDays(-3).AddMinutes(30), Start.AddDays(-3).AddMinutes(160), Start.AddDays(-3).AddMinutes(190),
        [Extent.None, Extent.None, Extent.Widespread, Extent.None, Extent.None],
        [new("europe", StatusLevel.Outage, Start.AddDays(-3), Start.AddDays(-3).AddMinutes(190), 8920, 410)],
        [new("login", 5000, 0.6), new("server-connection", 3300, 0.4)], 8920, 120, 2.1, 410, 0.99, [],
        [new OutageTransition(7, PlayStationId, null, OutageState.Outage, Start.AddDays(-3).AddMinutes(6), null)]);

    private static OfficialUpdate Says(OfficialStatus status, string text, int minutes) => new(
        Guid.CreateVersion7(Start.AddMinutes(minutes)), SampleServices.Zoom.Id, status, text, "en", "https://status.zoom.us", Start.AddMinutes(minutes), Simulated: true);
}
