using System.Net;

namespace Reports.Scenarios.Playing;

/// <summary>
/// Invented addresses out of 240.0.0.0/4, which is reserved and belongs to nobody (RFC 1112, section 4), cut into networks of 256 addresses.
/// Each simulated person has a network of their own, which is given to another only hours later; bots and shared carriers have a part apart.
/// </summary>
internal static class NetworkPlan
{
    private const int FirstByte = 240;
    private const int PeoplePerMinute = 4096;
    private const int MinutesUntilReuse = 255;
    private const int FirstApart = MinutesUntilReuse * PeoplePerMinute;
    private const int BotNetworks = 1024;
    private const int SharedNetworks = PeoplePerMinute - BotNetworks - 1;

    public static int OfPerson(int minute, int index) => minute % MinutesUntilReuse * PeoplePerMinute + index % PeoplePerMinute;

    public static int OfNumber(int number) => number % FirstApart;

    public static int OfBots(int eventIndex, int network) => FirstApart + (eventIndex * 64 + network) % BotNetworks;

    /// <summary>The carrier behind which several people who report a service share one address.</summary>
    public static int Shared(int serviceId) => FirstApart + BotNetworks + serviceId % SharedNetworks;

    public static IPAddress Address(int network, int host) =>
        new([(byte)(FirstByte + (network >> 16)), (byte)(network >> 8), (byte)network, (byte)host]);
}
