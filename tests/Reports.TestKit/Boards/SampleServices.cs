using Reports.Domain.Catalog;

namespace Reports.TestKit.Boards;

/// <summary>A handful of services to draw boards with, apart from the shipped catalogue so that boards do not change with it.</summary>
public static class SampleServices
{
    private static readonly string[] Network = ["no-signal", "server-connection", "other"];

    public static MonitoredService Zoom { get; } = new(
        1, "zoom", "Zoom", "video-calls", "https://zoom.us", "https://status.zoom.us", [], ["zoom meetings"],
        ["joining", "login", "audio-video", "server-connection", "website", "other"]);

    public static MonitoredService Webex { get; } = new(
        2, "webex", "Cisco Webex", "video-calls", "https://webex.com", "https://status.webex.com", [], ["web ex"],
        ["joining", "login", "audio-video", "server-connection", "website", "other"]);

    public static MonitoredService WhatsApp { get; } = new(
        3, "whatsapp", "WhatsApp", "messaging", "https://whatsapp.com", null, [], ["whats app", "wa"], ["server-connection", "login", "other"]);

    public static MonitoredService Vodafone { get; } = new(
        4, "vodafone-italia", "Vodafone Italia", "mobile-networks", "https://vodafone.it", null, ["IT"], ["vodafone"], Network);

    public static MonitoredService Intesa { get; } = new(
        5, "intesa-sanpaolo", "Intesa Sanpaolo", "banking", "https://intesasanpaolo.com", null, ["IT"], [], ["login", "website", "other"]);

    public static MonitoredService Stc { get; } = new(6, "stc", "stc", "mobile-networks", "https://stc.com.sa", null, ["SA"], [], Network);

    public static MonitoredService YouTube { get; } = new(
        7, "youtube", "YouTube", "streaming", "https://youtube.com", null, [], ["you tube"], ["website", "server-connection", "other"]);

    public static MonitoredService PlayStation { get; } = new(
        8, "playstation-network", "PlayStation Network", "games", "https://playstation.com", "https://status.playstation.com", [], ["psn"],
        ["login", "server-connection", "other"]);

    public static IReadOnlyList<MonitoredService> All { get; } = [Zoom, Webex, WhatsApp, Vodafone, Intesa, Stc, YouTube, PlayStation];
}
