namespace Reports.Benchmarks.Crash;

/// <summary>A database, all that was ever sent to it, and the site that is started on it again and again.</summary>
internal sealed class Trial : IAsyncDisposable
{
    private static readonly TimeSpan LongestResend = TimeSpan.FromSeconds(60);
    private readonly FileInfo _assembly;
    private readonly string _folder = Directory.CreateTempSubdirectory("reports-crash-").FullName;
    private readonly Random _random;
    private readonly List<Senders> _senders = [];

    /// <summary>Null while it is down.</summary>
    private SiteProcess? _site;

    private Trial(FileInfo assembly, string? connection, int seed)
    {
        _assembly = assembly;
        Connection = connection ?? $"Data Source={Path.Combine(_folder, "reports.db")}";
        _random = new Random(seed);
        Ledger = new Ledger(seed);
    }

    public string Connection { get; }

    public Ledger Ledger { get; }

    public SiteProcess Site => _site ?? throw new InvalidOperationException("The site is down.");

    /// <summary>Of the site that runs now.</summary>
    public Senders Senders => _senders[^1];

    /// <summary>Reports that were answered 503 and had been stored all the same: the database went between its commit and its word for it.</summary>
    public int StoredThoughRefused { get; private set; }

    /// <summary>Rows of reports when it was last looked.</summary>
    public int Stored { get; private set; }

    public int Lost { get; private set; }

    public int Twice { get; private set; }

    public int Miscounted { get; private set; }

    /// <param name="connection">Null for an SQLite file of its own.</param>
    public static async Task<Trial> StartAsync(FileInfo assembly, string? connection, int seed, CancellationToken cancellationToken)
    {
        var trial = new Trial(assembly, connection, seed);
        try
        {
            await trial.StartSiteAsync(cancellationToken);
            return trial;
        }
        catch
        {
            Directory.Delete(trial._folder, recursive: true);
            throw;
        }
    }

    public async Task StartSiteAsync(CancellationToken cancellationToken)
    {
        _site = await SiteProcess.StartAgainAsync(_assembly, _folder, Connection, cancellationToken);
        _senders.Add(new Senders(Site.Address, Ledger));
    }

    public async Task KillSiteAsync()
    {
        if (_site is { } site)
        {
            await site.DisposeAsync();
            _site = null;
        }
    }

    /// <summary>Looks at what is stored, sends again what is in doubt, and looks once more.</summary>
    /// <returns>What does not hold; empty where all is well.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync()
    {
        var before = await StoredTruth.ReadAsync(Connection);
        var doubted = Ledger.Sent.Where(report => !report.IsAcknowledged).ToList();
        await Senders.SendAgainAsync(_random, LongestResend);
        StoredThoughRefused += doubted.Count(report => report is { WasRefused: true, Id: { } id } && before.Reports.ContainsKey(id));
        var after = await StoredTruth.ReadAsync(Connection);
        var (lost, twice) = (Math.Max(before.Lost(Ledger, doubted), after.Lost(Ledger, [])), after.Twice + Math.Max(0, after.Reports.Count - Ledger.Sent.Count));
        (Stored, Lost, Twice, Miscounted) = (after.Rows, lost, twice, Miscounted + after.Miscounted.Count);
        var never = Ledger.Sent.Count(report => !report.IsAcknowledged);
        return
        [
            .. lost > 0 ? [$"{lost} acknowledged reports are not stored"] : Array.Empty<string>(),
            .. twice > 0 ? [$"{twice} reports are stored twice"] : Array.Empty<string>(),
            .. never > 0 ? [$"{never} reports were never taken"] : Array.Empty<string>(),
            .. before.Miscounted, .. after.Miscounted, .. Ledger.TakeWrong(),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await KillSiteAsync();
        _senders.ForEach(senders => senders.Dispose());
        Directory.Delete(_folder, recursive: true);
    }
}
