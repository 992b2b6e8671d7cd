using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Reports.Data.Counting;
using Reports.Data.Intake;
using Reports.Data.Postgres;
using Reports.Data.Retention;
using Reports.Data.Sqlite;

namespace Reports.Data;

public static class DataRegistration
{
    /// <summary>Registers the database that <paramref name="connectionString"/> names, and one implementation of each statement.</summary>
    public static IServiceCollection AddReportsData(this IServiceCollection services, string connectionString)
    {
        var connection = new DatabaseConnection(connectionString);
        services.AddSingleton(connection);
        services.AddSingleton<DatabaseMigrator>().AddSingleton<RecentPersons>();
        return connection.IsPostgres ? services.AddPostgres(connectionString) : services.AddSqlite(connectionString);
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(Preparing(connectionString).ConnectionString));
        services.AddSingleton<PostgresPartitions>();
        services.AddSingleton<IGroupCommit, PostgresGroupCommit>();
        services.AddSingleton<IHistoryWriter, PostgresHistoryWriter>();
        services.AddSingleton<IRetention, PostgresRetention>();
        services.AddPooledDbContextFactory<PostgresReportsDbContext>(options => options.UseNpgsql(connectionString).UseSnakeCaseNamingConvention().LeaveErrorsToCallers());
        return services.AddSingleton<IDbContextFactory<ReportsDbContext>, ContextFactory<PostgresReportsDbContext>>();
    }

    /// <summary>
    /// The statements of a commit are planned once a connection and not once a group, and a connection is not wiped between groups, since nothing of one but its
    /// transaction outlasts a statement; unless the operator says otherwise (some poolers cannot keep them).
    /// </summary>
    private static NpgsqlConnectionStringBuilder Preparing(string connectionString)
    {
        const int CommitStatements = 32;
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        connection.MaxAutoPrepare = connection.ShouldSerialize("Max Auto Prepare") ? connection.MaxAutoPrepare : CommitStatements;
        connection.NoResetOnClose = !connection.ShouldSerialize("No Reset On Close") || connection.NoResetOnClose;
        return connection;
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(new SqliteConnectionSource(connectionString));
        services.AddSingleton<IGroupCommit>(provider =>
            new SqliteGroupCommit(provider.GetRequiredService<SqliteConnectionSource>(), provider.GetRequiredService<RecentPersons>(), SqliteFile.EnsureItTakesChanges));
        services.AddSingleton<IHistoryWriter, SqliteHistoryWriter>();
        services.AddSingleton<IRetention, SqliteRetention>();
        services.AddPooledDbContextFactory<SqliteReportsDbContext>(options =>
            options.UseSqlite(connectionString).UseSnakeCaseNamingConvention().AddInterceptors(new SqlitePragmas()).LeaveErrorsToCallers());
        return services.AddSingleton<IDbContextFactory<ReportsDbContext>, ContextFactory<SqliteReportsDbContext>>();
    }

    /// <summary>Whoever asked tells of what failed, with the exception; Entity Framework would tell of each statement besides.</summary>
    private static void LeaveErrorsToCallers(this DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));

    /// <summary>Hands out the provider's context as the common type.</summary>
    private sealed class ContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<ReportsDbContext>
        where TContext : ReportsDbContext
    {
        public ReportsDbContext CreateDbContext() => inner.CreateDbContext();

        public async Task<ReportsDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
    }
}
