using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Domain.Catalog;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Tests.Status;

public sealed class OutageReaderTests
{
    /// <summary>A made-up id is on no board, so each would be a read of its own.</summary>
    [Fact]
    public async Task Ids_of_nothing_take_few_reads_of_the_database_at_once_and_who_finds_too_many_waiting_is_told()
    {
        var database = new HangingDatabase();
        using var reader = new OutageReader(new StatusBoardHolder(), database, ServiceCatalog.LoadShipped());
        using var leave = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 204).Select(_ => reader.FindAsync(Guid.NewGuid(), leave.Token)).ToList();

        await Assert.ThrowsAsync<BusyException>(() => reader.FindAsync(Guid.NewGuid(), leave.Token));
        Assert.Equal(4, database.Asked);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(asked));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.FindAsync(Guid.NewGuid(), leave.Token));
    }

    private sealed class HangingDatabase : IDbContextFactory<ReportsDbContext>
    {
        private int _asked;

        public int Asked => _asked;

        public ReportsDbContext CreateDbContext() => throw new NotSupportedException();

        public async Task<ReportsDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new NotSupportedException();
        }
    }
}
