using System.Globalization;

namespace Reports.Benchmarks.Intake;

/// <summary>A site on a PostgreSQL of its own, with the memory that docs/self-hosting.md asks for, that is compared with others: they take turns, for the machine is not always as fast.</summary>
internal sealed class Contender : IAsyncDisposable
{
    public const string Head = "MB before | reports/s | × first | p50 ms | p99 ms | processor µs a report: site, database | answers |";

    private const string Path = "/api/v1/reports";
    private readonly string _name;
    private readonly List<Load> _runs = [];
    private (TimeSpan Site, TimeSpan Database) _took;
    private double _megabytes;
    private int _people = IntakeVerb.Connections;

    private Contender(string name, PostgresProcess server, SiteProcess site) => (_name, Server, Site) = (name, server, site);

    public PostgresProcess Server { get; }

    public SiteProcess Site { get; }

    /// <summary>Starts it, with the first three seconds of load behind it.</summary>
    public static async Task<Contender> StartAsync(string name, FileInfo assembly, CancellationToken cancellationToken)
    {
        var server = await PostgresProcess.StartAsync();
        await server.SetMemoryAsync();
        SiteProcess site;
        try
        {
            site = await SiteProcess.StartEmptyAsync(assembly, server.ConnectionString, cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        await Load.RunAsync(site.Address, new ReportRequests(Path, 0), IntakeVerb.Connections, TimeSpan.FromSeconds(3), null, 0);
        return new Contender(name, server, site);
    }

    /// <summary>As many connections as <see cref="IntakeVerb.Connections"/> send as fast as they are answered, distinct people from distinct networks.</summary>
    public static async Task TakeTurnsAsync(IReadOnlyList<Contender> all, int turns, TimeSpan turn)
    {
        foreach (var each in all)
        {
            each._megabytes = await new StoredReports(each.Server.ConnectionString).MegabytesAsync();
        }

        for (var i = 0; i < turns; i++)
        {
            foreach (var each in all)
            {
                await each.RunAsync(turn);
            }
        }
    }

    /// <summary>A row of the table. Its ratio is the median of the turns.</summary>
    public string Row(Contender first)
    {
        var sum = Load.Sum(_runs);
        var ratio = Percentiles.Of(_runs.Zip(first._runs, (run, limit) => run.PerSecond / limit.PerSecond), 0.5);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {_name} | {_megabytes:F0} | {sum.PerSecond:F0} | {ratio:F2} | {sum.Percentile(0.5):F1} | {sum.Percentile(0.99):F1} | {_took.Site.TotalMicroseconds / sum.Stored:F0}, {_took.Database.TotalMicroseconds / sum.Stored:F0} | {sum.Statuses()} |");
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task RunAsync(TimeSpan duration)
    {
        var before = (Site: Site.ProcessorTime(), Database: Server.ProcessorTime());
        _runs.Add(await Load.RunAsync(Site.Address, new ReportRequests(Path, 0), IntakeVerb.Connections, duration, null, _people));
        _people += IntakeVerb.Connections;
        _took = (_took.Site + Site.ProcessorTime() - before.Site, _took.Database + Server.ProcessorTime() - before.Database);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{_name}: {_runs[^1].PerSecond:F0}"));
    }
}
