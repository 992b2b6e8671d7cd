using Reports.TestKit.Stores;

namespace Reports.Data.Tests;

/// <summary>A store test runs on SQLite and on a real PostgreSQL; without a server the second shows as skipped.</summary>
public static class OnEachStore
{
    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    public static Task<TestStore> CreateAsync(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        return TestStore.CreateAsync(kind);
    }
}
