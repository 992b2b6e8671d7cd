using Reports.Domain.Outages;
using Reports.TestKit.Boards;
using Reports.Web.Components.Tables;

namespace Reports.Web.Tests.Outages;

public sealed class EvidenceRowsTests
{
    [Fact]
    public void Of_an_open_outage_every_macro_region_is_shown_also_where_nothing_stands_out()
    {
        var status = SampleBoards.Blackout().Find("zoom")!;
        var rows = EvidenceRows.Of(status.OpenOutage!, status);
        var (america, africa) = (rows[0], rows.Single(row => row.Region == "africa"));

        Assert.Equal(["america", "US", "CA", "MX"], rows.Take(4).Select(row => row.Region));
        Assert.Equal((3, Extent.Widespread), (america.StandingOut, america.Extent));
        Assert.True(america.Reporting >= america.StandingOut);
        Assert.InRange(america.UsualShare!.Value, 0.3, 1);
        Assert.Equal((Extent.None, 0), (africa.Extent, africa.StandingOut));
        Assert.Null(africa.JoinedAt);
        Assert.Null(africa.UsualShare);
        Assert.Equal(status.FindRegion("africa")!.Reports, africa.Reports);
    }

    [Fact]
    public void Of_one_that_is_over_only_what_was_kept_is_shown()
    {
        var rows = EvidenceRows.Of(SampleOutages.Blackout(OutageState.Resolved), status: null);

        Assert.Equal(["america", "middle-east", "europe"], rows.Where(row => row.IsMacro).Select(row => row.Region));
        Assert.All(rows, row => Assert.Null(row.Status));
        Assert.All(rows, row => Assert.Null(row.Reporting));
    }
}
