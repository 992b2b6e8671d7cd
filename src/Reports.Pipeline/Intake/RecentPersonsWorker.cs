using Microsoft.Extensions.Logging;
using Reports.Data.Intake;
using Reports.Domain.Catalog;

namespace Reports.Pipeline.Intake;

/// <summary>The loop around <see cref="RecentPersons.LoadAsync"/>. Until it has run, and where it fails, the database is asked about everybody.</summary>
public sealed partial class RecentPersonsWorker(RecentPersons recent, ServiceCatalog catalog, TimeProvider time, ILogger<RecentPersonsWorker> logger)
    : PeriodicWorker(TimeSpan.FromSeconds(5), time)
{
    private readonly int[] _services = [.. catalog.Services.Select(service => service.Id)];

    public override Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => recent.LoadAsync(_services, cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Who reported before was not read; until it is, each report costs the database some questions more.")]
    protected override partial void LogFailed(Exception exception);
}
