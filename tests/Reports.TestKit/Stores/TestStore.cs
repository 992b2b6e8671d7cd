using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Reports.Data;

namespace Reports.TestKit.Stores;

/// <summary>A migrated, empty database of its own, thrown away at the end.</summary>
public sealed class TestStore : IAsyncDisposable
{
    // Two that migrate for the first time in a process may meet in a model that Entity Framework has only half made.
    private static readonly SemaphoreSlim OneMigrates = new(1);
    private readonly ServiceProvider _services;
    private readonly Func<ValueTask> _drop;

    private TestStore(string connectionString, Func<ValueTask> drop)
    {
        ConnectionString = connectionString;
        _services = new ServiceCollection().AddReportsData(connectionString).BuildServiceProvider();
        _drop = drop;
    }

    public string ConnectionString { get; }

    public IServiceProvider Services => _services;

    public IDbContextFactory<ReportsDbContext> Contexts => Get<IDbContextFactory<ReportsDbContext>>();

    public static async Task<TestStore> CreateAsync(StoreKind kind)
    {
        var (connection, drop) = Name(kind);
        var store = new TestStore(connection, drop);
        await OneMigrates.WaitAsync();
        try
        {
            await store.Get<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        }
        finally
        {
            OneMigrates.Release();
        }

        return store;
    }

    /// <summary>The connection string of a database that does not exist yet, and what removes it again.</summary>
    public static (string ConnectionString, Func<ValueTask> Drop) Name(StoreKind kind)
    {
        if (kind == StoreKind.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("reports-test-");
            return ($"Data Source={Path.Combine(folder.FullName, "reports.db")}", () =>
            {
                SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
                return ValueTask.CompletedTask;
            }
            );
        }

        var builder = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Database = $"test_{Guid.NewGuid():N}", MaxPoolSize = 20 };
        return (builder.ConnectionString, async () =>
        {
            NpgsqlConnection.ClearAllPools();
            await using var admin = NpgsqlDataSource.Create(PostgresServer.ConnectionString);
            await using var command = admin.CreateCommand($"drop database if exists {builder.Database} with (force)");
            await command.ExecuteNonQueryAsync();
        }
        );
    }

    /// <summary>Another node on the same database, or the same one after a restart.</summary>
    public ServiceProvider OpenNode() => new ServiceCollection().AddReportsData(ConnectionString).BuildServiceProvider();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> QueryAsync<T>(Func<ReportsDbContext, Task<T>> query)
    {
        await using var context = await Contexts.CreateDbContextAsync();
        return await query(context);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }
}

public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>The server that <c>./test.sh</c> started.</summary>
public static class PostgresServer
{
    public const string Variable = "REPORTS_TEST_POSTGRES";

    public static bool IsMissing => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    public static string ConnectionString =>
        Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} names no PostgreSQL server; ./test.sh starts one.");
}
