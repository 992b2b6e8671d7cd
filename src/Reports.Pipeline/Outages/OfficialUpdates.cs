using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Outages;

/// <summary>Takes what providers say. The next board shows it on the service and on the outage it falls into.</summary>
public sealed class OfficialUpdates(IDbContextFactory<ReportsDbContext> contexts)
{
    public async Task<OfficialUpdate> AddAsync(
        MonitoredService service, OfficialStatus status, string text, string language, string? url, DateTimeOffset at, bool simulated, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        var row = new OfficialUpdateRow
        {
            Id = Guid.CreateVersion7(at),
            ServiceId = service.Id,
            Status = status,
            Text = text,
            Language = language,
            Url = url,
            At = at,
            Simulated = simulated,
        };
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        context.OfficialUpdates.Add(row);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return OutageViews.Of(row);
    }
}
