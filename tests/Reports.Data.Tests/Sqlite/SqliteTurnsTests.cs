using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Data.Sqlite;
using Reports.Data.Tables;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Sqlite;

public sealed class SqliteTurnsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_intake_and_who_saves_wait_for_their_turn_and_for_nothing_within_their_own_transaction()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await using var first = await store.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        await using var second = await store.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        first.SiteFacts.Add(new SiteFactRow { Name = "first", Value = "1" });
        second.SiteFacts.Add(new SiteFactRow { Name = "second", Value = "2" });
        Task commit, save;
        using (await SqliteTurns.TakeAsync(first.Database.GetConnectionString()!, default))
        {
            commit = Task.Run(() => store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make("a", ReportBuilder.Minute)], new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute), default), CancellationToken.None);
            save = first.SaveChangesAsync();
            await using var transaction = await second.Database.BeginTransactionAsync();
            await second.SaveChangesAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
            await transaction.CommitAsync();
            Assert.False(commit.IsCompleted || save.IsCompleted);
        }

        await Task.WhenAll(commit, save).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(["first", "second"], await store.QueryAsync(context => context.SiteFacts.Where(fact => fact.Name != RecentPersons.TurnFact).Select(fact => fact.Name).OrderBy(name => name).ToListAsync()));
        Assert.Equal(1, await store.QueryAsync(context => context.Reports.CountAsync()));
    }

    [Fact]
    public async Task A_turn_that_fails_or_is_given_up_does_not_hold_up_the_next()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await using var context = await store.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        var name = context.Database.GetConnectionString()!;
        using (await SqliteTurns.TakeAsync(name, default))
        {
            using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SqliteTurns.TakeAsync(name, giveUp.Token));
        }

        await store.QueryAsync(other => other.Database.ExecuteSqlAsync($"insert into site_facts (name, value) values ('taken', '1')"));
        context.SiteFacts.Add(new SiteFactRow { Name = "taken", Value = "2" });
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => context.SaveChangesAsync());
        using var next = await SqliteTurns.TakeAsync(name, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
