using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Reports.Data.Postgres;

public sealed class PostgresReportsDbContext(DbContextOptions<PostgresReportsDbContext> options) : ReportsDbContext(options);

/// <summary>Used by <c>dotnet ef</c> only.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresReportsDbContext>
{
    public PostgresReportsDbContext CreateDbContext(string[] args) =>
        new(DatabaseOptionsBuilder.Postgres(new DbContextOptionsBuilder<PostgresReportsDbContext>(), "Host=localhost;Database=design").Options);
}
