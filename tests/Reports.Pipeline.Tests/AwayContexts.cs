using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Reports.Data;

namespace Reports.Pipeline.Tests;

/// <summary>A database that a test takes away and gives back.</summary>
internal sealed class AwayContexts
{
    public bool IsAway { get; set; }

    /// <summary>How often somebody asked in vain.</summary>
    public int Refused { get; private set; }

    public void Replace(IServiceCollection services)
    {
        var own = services.Single(service => service.ServiceType == typeof(IDbContextFactory<ReportsDbContext>));
        services.Remove(own);
        services.AddSingleton<IDbContextFactory<ReportsDbContext>>(provider =>
            new Factory(this, (IDbContextFactory<ReportsDbContext>)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
    }

    private sealed class Factory(AwayContexts database, IDbContextFactory<ReportsDbContext> inner) : IDbContextFactory<ReportsDbContext>
    {
        public ReportsDbContext CreateDbContext()
        {
            if (database.IsAway)
            {
                database.Refused++;

                // As Entity Framework tells it of PostgreSQL.
                throw new InvalidOperationException("Likely a transient failure.", new NpgsqlException("Failed to connect", new SocketException()));
            }

            return inner.CreateDbContext();
        }
    }
}
