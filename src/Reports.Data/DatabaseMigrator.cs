using Microsoft.EntityFrameworkCore;

namespace Reports.Data;

/// <summary>Creates and migrates the database before anything else opens a connection.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<ReportsDbContext> contexts, DatabaseConnection connection)
{
    /// <summary>A table of a busy site is not rewritten within the half minute of a question.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (connection.File is { } file && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        context.Database.SetCommandTimeout(Longest);
        await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }
}
