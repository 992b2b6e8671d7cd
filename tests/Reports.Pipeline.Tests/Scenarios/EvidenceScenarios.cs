using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Outages;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Scenarios;

/// <summary>What is kept of why a region is part of an outage, and of how far it reaches.</summary>
public sealed class EvidenceScenarios
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_evidence_of_every_region_is_kept_and_only_ever_rises(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        await flow.WriteHistoryAsync("whatsapp");
        var before = new Dictionary<string, RegionEvidence>(StringComparer.Ordinal);
        for (var minute = 0; minute < 45; minute++)
        {
            // A surge that falls away for good.
            await flow.ReportAsync("whatsapp", "FR", minute < 10 ? 30 : minute < 14 ? 6 : 0);
            await flow.EndMinuteAsync();
            foreach (var row in (await flow.QueryAsync(context => context.Outages.AsNoTracking().ToListAsync())).SelectMany(outage => outage.Regions))
            {
                var now = Assert.IsType<RegionEvidence>(row.Evidence);
                if (before.TryGetValue(row.Region, out var known))
                {
                    Assert.True(now.Nats >= known.Nats && now.Confidence >= known.Confidence && now.ObservedPerMinute >= known.ObservedPerMinute, row.Region);
                }

                before[row.Region] = now;
            }
        }

        Assert.Superset(new HashSet<string>(["FR", "europe", "world"]), before.Keys.ToHashSet());
        Assert.All(before.Values, evidence => Assert.True(evidence.Nats > 11 && evidence.TimesUsual is null or > 1.2));
        Assert.InRange(before["FR"].ObservedPerMinute, 15, 31);
        Assert.Equal(RegionEvidence.RarestToTell, before["FR"].RarerThanOneIn);
        Assert.Equal(0.99, before["FR"].Confidence);

        var outage = Assert.Single(flow.Board.Outages);
        Assert.NotEqual(OutageState.Outage, outage.State);
        Assert.Equal(before["world"], outage.World!.Evidence);
        Assert.Equal((outage.Reports, outage.ExpectedReports), (outage.World.Reports, outage.World.Expected));
        Assert.DoesNotContain(outage.Regions, region => region.Region == MacroRegions.World);
        Assert.Equal(before["FR"], outage.Regions.Single(region => region.Region == "FR").Evidence);
        Assert.Equal(outage.ExtentShares.Max(share => share!.Share), outage.ExtentShares[MacroRegions.IndexOf(MacroRegions.Europe)]!.Share);
    }

    [Fact]
    public async Task The_affected_share_of_the_Zoom_blackout_agrees_with_its_extent()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("zoom");

        await flow.PlayAsync("zoom-blackout", 20, ["zoom"]);

        var shares = Assert.Single(flow.Board.Outages).ExtentShares;
        Assert.Equal(MacroRegions.All.Count, shares.Count);
        Assert.All(shares, share => Assert.True(share!.Low <= share.Share && share.Share <= share.High));
        Assert.InRange(shares[0]!.Share, 0.6, 1);
        Assert.InRange(shares[2]!.Share, 0.1, 0.6);
        Assert.Equal(ShareRange.Nothing, shares[3]);
    }

    [Fact]
    public async Task While_alarms_are_young_nobody_knows_how_far_it_reaches()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        var shares = new List<ShareRange>();
        for (var minute = 0; minute < 30; minute++)
        {
            await flow.ReportAsync("whatsapp", "FR", minute % 3 == 0 ? 1 : 0);
            await flow.ReportAsync("whatsapp", "DE", minute % 3 == 1 ? 1 : 0);
            await flow.EndMinuteAsync();
            if (flow.Board.Outages is [{ ExtentShares: [_, _, { Share: > 0 } europe, ..] }, ..])
            {
                shares.Add(europe);
            }
        }

        Assert.Equal(0, shares[0].Low);
        Assert.True(shares[^1].Low > 0.1);
        Assert.True(shares[^1].High - shares[^1].Low < (shares[0].High - shares[0].Low) / 2);
    }

    [Fact]
    public void The_largest_shares_are_kept_one_by_one()
    {
        ShareRange small = new(0.2, 0.1, 0.3), large = new(0.4, 0.3, 0.5);

        Assert.Equal([large, large, small, null], ExtentShares.Largest([small, large, null, null], [large, small, small, null]));
        Assert.Equal([small, null], ExtentShares.Largest([], [small, null]));
        Assert.Equal([small], ExtentShares.Largest([small], [null]));
        Assert.Equal([null, ShareRange.Nothing], ExtentShares.Largest([ShareRange.Nothing, ShareRange.Nothing], [null, ShareRange.Nothing]));
        Assert.Equal([small, null], OutageText.ReadShares(OutageText.WriteShares([small, null])));
        Assert.Empty(OutageText.ReadShares(null));
    }

    [Fact]
    public void An_outage_from_before_evidence_was_kept_has_none()
    {
        var at = Flow.Start;
        var row = new OutageRow
        {
            Id = Guid.CreateVersion7(at),
            ServiceId = SampleServices.Zoom.Id,
            State = OutageState.Resolved,
            StartedAt = at,
            DetectedAt = at,
            FlaggedAt = at,
            EndedAt = at.AddHours(1),
            Extent = "00100",
            WidestExtent = "00100",
            Problems = "[]",
            Regions = { new OutageRegion { Region = "FR", JoinedAt = at, LeftAt = at.AddHours(1) } },
        };

        var view = OutageViews.Of(row, new ServiceCatalog([SampleServices.Zoom], []), [])!;

        Assert.Null(Assert.Single(view.Regions).Evidence);
        Assert.Null(view.World);
        Assert.Empty(view.ExtentShares);
    }
}
