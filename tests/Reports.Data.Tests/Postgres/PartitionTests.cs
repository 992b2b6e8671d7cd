using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Postgres;

public sealed class PartitionTests
{
    [Fact]
    public async Task The_server_keeps_up_counts_and_leaves_alone_what_is_only_added_to()
    {
        await using var store = await OnEachStore.CreateAsync(StoreKind.Postgres);
        await store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make()], new CommitTerms(ReportBuilder.KeyDay, 30, ReportBuilder.Minute), CancellationToken.None);

        var parts = await store.QueryAsync(context => context.Database.SqlQuery<string>(
            $"""
            select parent.relname || case when 'autovacuum_enabled=false' = any(part.reloptions) then ' alone' else ' kept' end as "Value"
            from pg_inherits join pg_class part on part.oid = inhrelid join pg_class parent on parent.oid = inhparent and parent.relkind = 'p'
            order by 1
            """).ToListAsync());
        Assert.Equal(["city_counts kept", "minute_counts kept", "reporters alone", "reports alone"], parts);
    }
}
