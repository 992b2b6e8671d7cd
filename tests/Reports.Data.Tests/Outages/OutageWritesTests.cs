using Microsoft.EntityFrameworkCore;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Outages;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Outages;

public sealed class OutageWritesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task What_somebody_else_has_changed_in_the_meantime_stands_and_the_rest_is_stored(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        OutageRow[] rows = [Possible(1), Possible(2), Possible(3)];
        await store.QueryAsync(async context =>
        {
            context.Outages.AddRange(rows);
            return await context.SaveChangesAsync();
        });

        await using var keeper = await store.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        var read = await keeper.Outages.Include(row => row.Regions).OrderBy(row => row.ServiceId).ToListAsync();
        await store.QueryAsync(context => context.Outages.Where(row => row.ServiceId == 2)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, OutageState.Retracted).SetProperty(row => row.EndedAt, Now)));
        foreach (var outage in read)
        {
            outage.State = OutageState.Outage;
            outage.Reports = 99;
            outage.Regions.Add(new OutageRegionRow { OutageId = outage.Id, Region = "europe", JoinedAt = Now });
            outage.Transitions.Add(new OutageTransitionRow { OutageId = outage.Id, From = OutageState.Possible, To = OutageState.Outage, At = Now });
        }

        Assert.Equal([rows[1].Id], await keeper.SaveUncontestedAsync(default));

        var stored = await store.QueryAsync(context => context.Outages.Include(row => row.Regions).Include(row => row.Transitions).AsNoTracking().OrderBy(row => row.ServiceId).ToListAsync());
        Assert.Equal([OutageState.Outage, OutageState.Retracted, OutageState.Outage], stored.Select(row => row.State));
        Assert.Equal([99, 0, 99], stored.Select(row => row.Reports));
        Assert.Equal([2, 1, 2], stored.Select(row => row.Regions.Count));
        Assert.Equal([1, 0, 1], stored.Select(row => row.Transitions.Count));

        // The context goes on with those it still knows.
        read[2].Reports = 100;
        Assert.Empty(await keeper.SaveUncontestedAsync(default));
        Assert.Equal(100, (await store.QueryAsync(context => context.Outages.AsNoTracking().SingleAsync(row => row.ServiceId == 3))).Reports);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task What_is_gone_altogether_holds_up_nothing(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        OutageRow[] rows = [Possible(1), Possible(2)];
        await store.QueryAsync(async context =>
        {
            context.Outages.AddRange(rows);
            return await context.SaveChangesAsync();
        });

        await using var keeper = await store.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        foreach (var outage in await keeper.Outages.Include(row => row.Regions).ToListAsync())
        {
            outage.Reports = 99;
            outage.Regions[0].Reports = 99;
        }

        await store.QueryAsync(context => context.Outages.Where(row => row.ServiceId == 1).ExecuteDeleteAsync());

        Assert.Equal([rows[0].Id], await keeper.SaveUncontestedAsync(default));
        var left = Assert.Single(await store.QueryAsync(context => context.Outages.Include(row => row.Regions).AsNoTracking().ToListAsync()));
        Assert.Equal((2, 99, 99), (left.ServiceId, left.Reports, left.Regions[0].Reports));
    }

    private static OutageRow Possible(int serviceId)
    {
        var row = new OutageRow
        {
            Id = Guid.CreateVersion7(Now),
            ServiceId = serviceId,
            State = OutageState.Possible,
            StartedAt = Now,
            DetectedAt = Now,
            Extent = "00000",
            WidestExtent = "00000",
            Problems = "[]",
        };
        row.Regions.Add(new OutageRegionRow { OutageId = row.Id, Region = "world", JoinedAt = Now.AddMinutes(-1) });
        return row;
    }
}
