using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Tables;
using Reports.Domain.Counting;
using Reports.Domain.Outages;

namespace Reports.Pipeline.Outages;

/// <summary>Takes an outage back, with a public reason; from then on it counts neither for history nor against the baseline.</summary>
public sealed class OutageRetraction(IDbContextFactory<ReportsDbContext> contexts, TimeProvider time)
{
    /// <summary>False where there is no such outage; retracting twice changes nothing.</summary>
    public async Task<bool> RetractAsync(Guid id, string reason, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var outage = await context.Outages.FirstOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false);
        if (outage is null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var from = outage.State;
        var ended = outage.EndedAt ?? now;
        var changed = await context.Outages.Where(row => row.Id == id && row.State == from && row.State != OutageState.Retracted)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, OutageState.Retracted).SetProperty(row => row.EndedAt, ended), cancellationToken).ConfigureAwait(false);
        if (changed == 1)
        {
            // The detector learns anew, now with the hours that the outage had kept from it.
            var minute = MinuteBucket.Of(outage.StartedAt);
            if (!await context.Recounts.AnyAsync(row => row.ServiceId == outage.ServiceId && row.Minute == minute, cancellationToken).ConfigureAwait(false))
            {
                context.Recounts.Add(new RecountRow { ServiceId = outage.ServiceId, Minute = minute });
            }

            context.OutageTransitions.Add(new OutageTransitionRow { OutageId = id, From = from, To = OutageState.Retracted, At = now, Reason = reason });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
