using System.Net;
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
    private ServiceProvider _services;
    private int _people;

    private Flow(string connectionString, Func<ValueTask> drop)
    {
        (_connectionString, _drop) = (connectionString, drop);
        _services = Build();
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public StatusBoard Board => Get<StatusBoardHolder>().Current;

    public ServiceCatalog Catalog => Get<ServiceCatalog>();

    public static async Task<Flow> StartAsync(StoreKind kind = StoreKind.Sqlite)
    {
        var (connection, drop) = TestStore.Name(kind);
        var flow = new Flow(connection, drop);
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

    /// <summary>The usual reports of some weeks, up to now, sent by a partner in one batch.</summary>
    public Task ImportHistoryAsync(int weeks, params string[] services)
    {
        var to = MinuteBucket.Of(Clock.GetUtcNow());
        var bySlug = services.ToDictionary(slug => Catalog.Find(slug)!.Id);
        var rows = Population.History(to - (weeks * 7 * MinuteBucket.PerDay), to)
            .Where(count => bySlug.ContainsKey(count.ServiceId))
            .SelectMany(count => Enumerable.Range(0, count.Count).Select(_ => new BatchRow(
                new Submission(bySlug[count.ServiceId], count.Kind, Country: count.Place.Country.ToString()), MinuteBucket.Start(count.Minute), $"person {++_people}", null, null)))
            .ToList();
        return Get<BatchIntake>().ReceiveAsync(rows, "partner", CancellationToken.None);
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

    private ServiceProvider Build() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton<IKeyProtector, PlainKeys>()
        .AddReportsData(_connectionString)
        .AddReportsPipeline()
        .BuildServiceProvider();

    private Task StartWriterAsync() => ((IHostedService)Get<ReportWriter>()).StartAsync(CancellationToken.None);

    private sealed class PlainKeys : IKeyProtector
    {
        public byte[] Protect(byte[] plain) => plain;

        public byte[] Unprotect(byte[] cipher) => cipher;
    }
}
