using Microsoft.EntityFrameworkCore;

namespace Reports.Data;

internal static class DatabaseOptionsBuilder
{
    public static DbContextOptionsBuilder<TContext> Sqlite<TContext>(DbContextOptionsBuilder<TContext> builder, string connection)
        where TContext : DbContext
    {
        builder.UseSqlite(connection).UseSnakeCaseNamingConvention();
        return builder;
    }

    public static DbContextOptionsBuilder<TContext> Postgres<TContext>(DbContextOptionsBuilder<TContext> builder, string connection)
        where TContext : DbContext
    {
        builder.UseNpgsql(connection).UseSnakeCaseNamingConvention();
        return builder;
    }
}
