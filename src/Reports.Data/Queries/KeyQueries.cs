using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;

namespace Reports.Data.Queries;

/// <summary>Questions about API keys.</summary>
public static class KeyQueries
{
    /// <summary>All keys, the newest first.</summary>
    public static async Task<List<ApiKeyRow>> ReadApiKeysAsync(this ReportsDbContext context, CancellationToken cancellationToken) =>
        [.. (await context.ApiKeys.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).OrderByDescending(row => row.CreatedAt)];

    /// <summary>Revokes a key that is not; a second time changes nothing.</summary>
    public static Task<int> RevokeApiKeyAsync(this ReportsDbContext context, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.ApiKeys.Where(row => row.Id == id && row.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(key => key.RevokedAt, now), cancellationToken);

    public static Task<int> NoteApiKeyUseAsync(this ReportsDbContext context, Guid id, int day, CancellationToken cancellationToken) =>
        context.ApiKeys.Where(row => row.Id == id && (row.LastUsedDay == null || row.LastUsedDay < day))
            .ExecuteUpdateAsync(row => row.SetProperty(key => key.LastUsedDay, day), cancellationToken);
}
