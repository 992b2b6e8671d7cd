using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Reports.Data;
using Reports.Data.Counting;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Outages;
using Reports.Pipeline.Status;
using Reports.Scenarios.Playing;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;
using Reports.TestKit.Stores;

namespace Reports.TestKit.Flows;

/// <summary>
/// The whole flow, from intake to board, on a database of its own and under a clock that only the test moves. Every simulated minute people
/// report, then the tick looks, as often as on a real site.
/// </summary>
public sealed class Flow : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 19, 13, 0, 0, TimeSpan.Zero);
    private readonly string _connectionString;
    private readonly Func<ValueTask> _drop;
    private readonly Action<IServiceCollection>? _change;
    private ServiceProvider _services;
    private int _people;

    private Flow(string connectionString, Func<ValueTask> drop, Action<IServiceCollection>? change)
    {
        (_connectionString, _drop, _change) = (connectionString, drop, change);
        _services = Build();
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public StatusBoard Board => Get<StatusBoardHolder>().Current;

    public ServiceCatalog Catalog => Get<ServiceCatalog>();

    /// <param name="change">Replaces parts of the site.</param>
    public static async Task<Flow> StartAsync(StoreKind kind = StoreKind.Sqlite, Action<IServiceCollection>? change = null)
    {
        var (connection, drop) = TestStore.Name(kind);
        var flow = new Flow(connection, drop, change);
        await flow.Get<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        await flow.StartWriterAsync();
        return flow;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Ends the process without a word and starts another one on the same database.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
        await StartWriterAsync();
    }

    /// <summary>Four weeks of usual reports of some services, up to now.</summary>
    public async Task WriteHistoryAsync(params string[] services)
    {
        var ids = services.Select(slug => Catalog.Find(slug)!.Id).ToHashSet();
        var to = MinuteBucket.Of(Clock.GetUtcNow());
        var from = to - (28 * MinuteBucket.PerDay);
        var rows = Population.History(from, to).Where(count => ids.Contains(count.ServiceId));
        await Get<IHistoryWriter>().WriteAsync(rows, from, to, null, CancellationToken.None);
    }

    /// <summary>The usual reports of some weeks, up to now, sent by a partner in one batch, which the site takes a thousand lines at a time.</summary>
    public Task ImportHistoryAsync(int weeks, params string[] services) => ImportHistoryAsync(weeks, row => row.OccurredAt.UtcTicks, services);

    /// <param name="order">The lines come in its order.</param>
    public async Task ImportHistoryAsync(int weeks, Func<BatchRow, long> order, params string[] services)
    {
        var to = MinuteBucket.Of(Clock.GetUtcNow());
        var bySlug = services.ToDictionary(slug => Catalog.Find(slug)!.Id);
        var rows = Population.History(to - (weeks * 7 * MinuteBucket.PerDay), to)
            .Where(count => bySlug.ContainsKey(count.ServiceId))
            .SelectMany(count => Enumerable.Range(0, count.Count).Select(_ => new BatchRow(
                new Submission(bySlug[count.ServiceId], count.Kind, Country: count.Place.Country.ToString()), MinuteBucket.Start(count.Minute), $"person {++_people}", null, null)))
            .OrderBy(order);
        foreach (var lines in rows.Chunk(1000))
        {
            await Get<BatchIntake>().ReceiveAsync(lines, "partner", CancellationToken.None);
        }
    }

    /// <summary>Changes what is stored, as nothing on the site would.</summary>
    public async Task ChangeAsync(Action<ReportsDbContext> change)
    {
        await using var context = await Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        change(context);
        await context.SaveChangesAsync();
    }

    public async Task<T> QueryAsync<T>(Func<ReportsDbContext, Task<T>> query)
    {
        await using var context = await Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        return await query(context);
    }

    /// <summary>Plays minutes of a scenario for some services; <paramref name="each"/> looks at the board after every tick.</summary>
    public async Task PlayAsync(string scenario, int minutes, string[] services, Action<StatusBoard>? each = null)
    {
        var player = Player(scenario);
        for (var i = 0; i < minutes; i++)
        {
            var minute = MinuteBucket.Of(Clock.GetUtcNow());
            foreach (var update in player.Updates(minute).Where(update => services.Contains(update.Service)))
            {
                await Get<OfficialUpdates>().AddAsync(Catalog.Find(update.Service)!, update.Status, update.Text, update.Language, null, update.At, true, default);
            }

            await SendAsync(player.Reports(minute).Where(report => services.Contains(report.Submission.Service)).Select(report => (report.Submission, report.Caller)));
            await EndMinuteAsync(each);
        }
    }

    public ScenarioPlayer Player(string scenario) => _player ??= new ScenarioPlayer(ScenarioFiles.Load(scenario, Catalog, RegionCatalog.Instance), Population, Clock.GetUtcNow());

    /// <summary>So many people, each on a network of their own, report from a country in this minute.</summary>
    public Task ReportAsync(string service, string country, int people, int networks = int.MaxValue) =>
        SendAsync(Enumerable.Range(0, people).Select(i =>
        {
            var number = ++_people;
            var network = Math.Min(networks, int.MaxValue) == int.MaxValue ? number : i % networks;
            var address = new IPAddress([(byte)(20 + (network >> 16)), (byte)(network >> 8), (byte)network, (byte)(number % 250)]);
            return (new Submission(service, Country: country), new Caller(address, networks == int.MaxValue ? "Mozilla/5.0 Firefox/140.0" : Browsers[number % Browsers.Length]));
        }));

    /// <summary>So many minutes in which thirty people report WhatsApp.</summary>
    public async Task SurgeAsync(int minutes, string country = "FR")
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await ReportAsync("whatsapp", country, 30);
            await EndMinuteAsync();
        }
    }

    /// <summary>Lets the minute end, with a heartbeat and the ticks of a real site.</summary>
    public async Task EndMinuteAsync(Action<StatusBoard>? each = null)
    {
        var minute = MinuteBucket.Of(Clock.GetUtcNow());
        await using (var context = await Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync())
        {
            await context.AddHeartbeatsAsync(minute, minute + 1, CancellationToken.None);
        }

        Clock.SetUtcNow(MinuteBucket.Start(minute + 1).AddSeconds(3));
        await TickAsync();
        each?.Invoke(Board);
        Clock.Advance(TimeSpan.FromSeconds(20));
    }

    public Task TickAsync() => Get<DetectionTick>().RunAsync(Clock.GetUtcNow(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }

    private static readonly string[] Browsers =
        ["Firefox Windows", "Firefox Linux", "Firefox Macintosh", "Chrome Windows", "Chrome Android", "Safari iPhone", "Safari Macintosh", "Edg Windows"];

    private ScenarioPlayer? _player;

    private PopulationModel Population => field ??= new PopulationModel(Catalog, RegionCatalog.Instance);

    private async Task SendAsync(IEnumerable<(Submission Submission, Caller Caller)> people)
    {
        var intake = Get<IIntake>();
        await Task.WhenAll(people.Select(person => intake.ReceiveAsync(person.Submission, person.Caller, CancellationToken.None)));
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IKeyProtector, MaskedKeys>()
            .AddReportsData(_connectionString)
            .AddReportsPipeline();
        _change?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private Task StartWriterAsync() => ((IHostedService)Get<ReportWriter>()).StartAsync(CancellationToken.None);

    /// <summary>Stands for Data Protection: what it protected cannot be read, and what it did not protect is refused.</summary>
    private sealed class MaskedKeys : IKeyProtector
    {
        private const byte Mask = 0x5a;

        public byte[] Protect(byte[] plain) => [Mask, .. plain.Select(octet => (byte)(octet ^ Mask))];

        public byte[] Unprotect(byte[] cipher) => cipher[0] == Mask ? [.. cipher.Skip(1).Select(octet => (byte)(octet ^ Mask))] : throw new CryptographicException();
    }
}
