namespace Reports.Web.Tests.Attacks;

[Collection(typeof(BehindProxy))]
public sealed class SurgeAttackTests(AttackedSite site) : SurgeAttacks(site)
{
    /// <summary>Each network is one person who repeats the same: what the database would make of it is no other than of the flood that changes.</summary>
    [Fact]
    public async Task A_hundred_thousand_reports_from_64_networks_open_no_outage_and_hold_nobody_up()
    {
        var flood = Enumerable.Range(0, Flood).Select(i => RawReport.Of(RawReport.IPv4(Half + (i % Half), i / Half), 0, RawReport.Body("raiplay", "streaming"))).ToList();
        await FloodAsync("raiplay", ["streaming"], flood, forms: [], newNetworks: Half);
    }
}
