using Reports.Data.Retention;
using Reports.Domain.Counting;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Retention;

/// <summary>Forgets what the site has promised not to keep.</summary>
public sealed class RetentionTick(IRetention retention)
{
    private const int ReceiptMinutes = MinuteBucket.PerDay;

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var minute = MinuteBucket.Of(now);
        await retention.PrepareAsync(minute, cancellationToken).ConfigureAwait(false);

        // Persons are looked up under the keys of today and yesterday.
        var limits = new RetentionLimits(
            ReportsFrom: minute - (IntakeOptions.ReportRetentionDays * MinuteBucket.PerDay),
            ReceiptsFrom: minute - ReceiptMinutes,
            KeysFrom: (minute / MinuteBucket.PerDay) - 1);
        await retention.ForgetAsync(limits, cancellationToken).ConfigureAwait(false);
    }
}
