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
        await AddAsync(store, rows);

        await using var keeper = await KeeperAsync(store);
        var read = await keeper.Outages.OrderBy(row => row.ServiceId).ToListAsync();
        await RetractAsync(store, 2);
        foreach (var outage in read)
        {
            outage.State = OutageState.Outage;
            outage.Reports = 99;
            outage.Regions.RemoveAt(0);
            outage.Regions.Add(new OutageRegion { Region = "europe", JoinedAt = Now });
            outage.Regions.Add(new OutageRegion { Region = "FR", JoinedAt = Now });
            outage.Transitions.Add(new OutageTransitionRow { OutageId = outage.Id, From = OutageState.Possible, To = OutageState.Outage, At = Now });
        }

        Assert.Equal([rows[1].Id], await keeper.SaveUncontestedAsync(read, default));

        var stored = await store.QueryAsync(context => context.Outages.Include(row => row.Transitions).AsNoTracking().OrderBy(row => row.ServiceId).ToListAsync());
        Assert.Equal([OutageState.Outage, OutageState.Retracted, OutageState.Outage], stored.Select(row => row.State));
        Assert.Equal([99, 0, 99], stored.Select(row => row.Reports));
        Assert.Equal([2, 1, 2], stored.Select(row => row.Regions.Count));
        Assert.Equal([1, 0, 1], stored.Select(row => row.Transitions.Count));

        // The context goes on with those it still knows.
        read[2].Reports = 100;
        Assert.Empty(await keeper.SaveUncontestedAsync([read[0], read[2]], default));
        Assert.Equal(100, (await store.QueryAsync(context => context.Outages.AsNoTracking().SingleAsync(row => row.ServiceId == 3))).Reports);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task One_that_is_gone_altogether_holds_up_no_other(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        OutageRow[] rows = [Possible(1), Possible(2)];
        await AddAsync(store, rows);

        await using var keeper = await KeeperAsync(store);
        var read = await keeper.Outages.OrderBy(row => row.ServiceId).ToListAsync();
        foreach (var outage in read)
        {
            outage.Reports = 99;
            outage.Regions[0].Reports = 99;
            outage.Regions.Add(new OutageRegion { Region = "FR", JoinedAt = Now });
        }

        await store.QueryAsync(context => context.Outages.Where(row => row.ServiceId == 1).ExecuteDeleteAsync());

        Assert.Equal([rows[0].Id], await keeper.SaveUncontestedAsync(read, default));
        var left = Assert.Single(await store.QueryAsync(context => context.Outages.AsNoTracking().ToListAsync()));
        Assert.Equal((2, 99, 2), (left.ServiceId, left.Reports, left.Regions.Count));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Of_one_that_was_taken_back_not_even_the_regions_are_stored(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await AddAsync(store, Possible(1));
        await using var keeper = await KeeperAsync(store);
        var read = await keeper.Outages.ToListAsync();
        await RetractAsync(store, 1);
        read[0].Regions[0].Reports = 99;

        Assert.Equal([read[0].Id], await keeper.SaveUncontestedAsync(read, default));
        Assert.Equal(0, (await store.QueryAsync(context => context.Outages.AsNoTracking().SingleAsync())).Regions[0].Reports);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task What_another_has_opened_for_a_service_is_not_opened_twice_and_the_rest_is_stored(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await AddAsync(store, Possible(2));
        await using var keeper = await KeeperAsync(store);
        OutageRow[] opened = [Possible(1), Possible(2), Possible(3)];
        keeper.Outages.AddRange(opened);

        Assert.Equal([opened[1].Id], await keeper.SaveUncontestedAsync(opened, default));
        var stored = await store.QueryAsync(context => context.Outages.AsNoTracking().OrderBy(row => row.ServiceId).ToListAsync());
        Assert.Equal([1, 2, 3], stored.Select(row => row.ServiceId));
        Assert.Equal([true, false, true], stored.Select((row, i) => row.Id == opened[i].Id));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task What_has_changed_since_somebody_read_it_is_read_again(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await AddAsync(store, Possible(1), Possible(2), Possible(3), Possible(4));
        await using var keeper = await KeeperAsync(store);
        var known = await keeper.Outages.Include(row => row.Transitions).Where(row => row.ServiceId < 4).OrderBy(row => row.ServiceId).ToListAsync();
        await RetractAsync(store, 1);
        await store.QueryAsync(async context =>
        {
            context.OutageTransitions.Add(new OutageTransitionRow { OutageId = known[1].Id, From = OutageState.Possible, To = OutageState.Possible, At = Now });
            return await context.SaveChangesAsync();
        });

        var recent = (await store.QueryAsync(context => context.ReadRecentOutagesAsync(Now.AddDays(-7), known, default))).OrderBy(row => row.ServiceId).ToList();
        Assert.Equal([OutageState.Retracted, OutageState.Possible, OutageState.Possible, OutageState.Possible], recent.Select(row => row.State));
        Assert.Equal([0, 1, 0, 0], recent.Select(row => row.Transitions.Count));
        Assert.Equal([false, false, true, false], recent.Select(row => known.Contains(row)));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Whatever_part_of_an_outage_has_changed_is_to_be_stored_and_nothing_else(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await AddAsync(store, Possible(1), Possible(2), Possible(3), Possible(4), Possible(5));
        await using var keeper = await KeeperAsync(store);
        var read = await keeper.Outages.Include(row => row.Transitions).OrderBy(row => row.ServiceId).ToListAsync();
        Assert.DoesNotContain(read, keeper.DetectChanged);
        read[0].Confidence = 0.5;
        read[1].Regions[0].Recovering = true;
        read[2].Regions.Add(new OutageRegion { Region = "FR", JoinedAt = Now });
        read[3].Transitions.Add(new OutageTransitionRow { OutageId = read[3].Id, From = OutageState.Possible, To = OutageState.Possible, At = Now });

        Assert.Equal(read.Take(4), read.Where(keeper.DetectChanged));

        Assert.Empty(await keeper.SaveUncontestedAsync(read, default));
        Assert.DoesNotContain(read, keeper.DetectChanged);
        var stored = await store.QueryAsync(context => context.Outages.Include(row => row.Transitions).AsNoTracking().OrderBy(row => row.ServiceId).ToListAsync());
        Assert.Equal(0.5, stored[0].Confidence);
        Assert.True(stored[1].Regions[0].Recovering);
        Assert.Equal(2, stored[2].Regions.Count);
        Assert.Single(stored[3].Transitions);
    }

    /// <summary>Faster by less than it takes to ask.</summary>
    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Regions_and_steps_alone_are_stored_on_the_state_that_was_read_too(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await AddAsync(store, Possible(1), Possible(2));
        await AssertLostAsync(1, outage => outage.Regions[0].Reports = 99);
        await AssertLostAsync(2, outage => outage.Transitions.Add(new OutageTransitionRow { OutageId = outage.Id, From = OutageState.Possible, To = OutageState.Possible, At = Now }));

        var stored = await store.QueryAsync(context => context.Outages.Include(row => row.Transitions).AsNoTracking().ToListAsync());
        Assert.All(stored, row => Assert.Equal((0, 0), (row.Regions[0].Reports, row.Transitions.Count)));

        async Task AssertLostAsync(int serviceId, Action<OutageRow> change)
        {
            await using var keeper = await KeeperAsync(store);
            var outage = await keeper.Outages.Include(row => row.Transitions).SingleAsync(row => row.ServiceId == serviceId);
            change(outage);
            keeper.SavingChanges += (_, _) => Retract(store, serviceId);
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => keeper.SaveUncontestedAsync([outage], default));
        }
    }

    /// <summary>As the keeper of outages has it: what has changed is looked for in what it names, not in all it has read.</summary>
    private static async Task<ReportsDbContext> KeeperAsync(TestStore store)
    {
        var context = await store.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        return context;
    }

    private static Task AddAsync(TestStore store, params OutageRow[] rows) => store.QueryAsync(async context =>
    {
        context.Outages.AddRange(rows);
        return await context.SaveChangesAsync();
    });

    private static void Retract(TestStore store, int serviceId)
    {
        using var context = store.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContext();
        context.Outages.Where(row => row.ServiceId == serviceId).ExecuteUpdate(set => set.SetProperty(row => row.State, OutageState.Retracted).SetProperty(row => row.EndedAt, Now));
    }

    private static Task RetractAsync(TestStore store, int serviceId) => store.QueryAsync(context => context.Outages.Where(row => row.ServiceId == serviceId)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, OutageState.Retracted).SetProperty(row => row.EndedAt, Now)));

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
        row.Regions.Add(new OutageRegion { Region = "world", JoinedAt = Now.AddMinutes(-1) });
        return row;
    }
}
