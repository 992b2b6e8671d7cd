using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Status;

/// <summary>
/// What pages show of a service beyond the day that is in memory. It protects the database from readers: of many who ask the same, one asks it,
/// what it said is good for a while, and few ask at once. Safe for all threads.
/// </summary>
public sealed class ServiceHistory(
    IDbContextFactory<ReportsDbContext> contexts, SeriesReader series, ServiceCatalog catalog, CityNames cities, IOptions<IntakeOptions> intake, TimeProvider time) : IDisposable
{
    /// <summary>Days that the calendar of a service goes back.</summary>
    public const int CalendarDays = 90;

    /// <summary>Comments that a page shows at most.</summary>
    public const int MostComments = 20;

    /// <summary>Cities that a page shows at most.</summary>
    public const int MostCities = 10;

    // Some of the largest may have too few people to be shown.
    private const int MostCitiesRead = 4 * MostCities;
    private const int MostOutages = 500;
    private const int AtOnce = 2;
    private const int MostWaiting = 100;
    private static readonly TimeSpan SeriesAge = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan OutagesAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CommentsAge = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CitiesAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WatchedAge = TimeSpan.FromMinutes(10);
    private readonly Turns _turns = new(AtOnce, MostWaiting);
    private int _commentsVersion;
    private readonly ShortMemory<(int Service, string Region, int From, int To, int Step), CountSeries> _series = new(SeriesAge, 500, time);
    private readonly ShortMemory<int, IReadOnlyList<OutageView>> _outages = new(OutagesAge, 5000, time);
    private readonly ShortMemory<(int Service, string Language), ServiceComments> _comments = new(CommentsAge, 5000, time);
    private readonly ShortMemory<int, IReadOnlyList<CityCount>> _cities = new(CitiesAge, 5000, time);
    private readonly ShortMemory<int, IReadOnlySet<int>> _watched = new(WatchedAge, 5000, time);

    /// <summary>Reports per step in [<paramref name="from"/>, <paramref name="to"/>); null where too many ask at once.</summary>
    /// <param name="from">Minute since the Unix epoch, a multiple of <paramref name="step"/>.</param>
    public Task<CountSeries?> SeriesAsync(MonitoredService service, string region, int from, int to, int step)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _series.GetAsync((service.Id, region, from, to, step), _turns, async () =>
        {
            var points = await series.ReadAsync(service, region, from, to, step, CancellationToken.None).ConfigureAwait(false);
            return new CountSeries(
                from, step, [.. points.Select(point => point.Reports)], [.. points.Select(point => point.Expected ?? 0)],
                [.. points.Select(point => point.Lower ?? 0)], [.. points.Select(point => point.Upper ?? 0)]);
        });
    }

    /// <summary>Outages that reached into the last so many days and were never taken back, latest first; null where too many ask at once.</summary>
    public Task<IReadOnlyList<OutageView>?> OutagesAsync(MonitoredService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _outages.GetAsync(service.Id, _turns, async () =>
        {
            await using var context = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            var since = time.GetUtcNow().AddDays(-CalendarDays);
            var filter = new OutageFilter(null, service.Id, null, since, null, null);
            var rows = await context.ListOutagesAsync(filter, MostOutages, CancellationToken.None).ConfigureAwait(false);
            var updates = await context.ReadUpdatesAsync(since.AddDays(-1), service.Id, CancellationToken.None).ConfigureAwait(false);
            return (IReadOnlyList<OutageView>)[.. rows.Select(row => OutageViews.Of(row, catalog, updates)).OfType<OutageView>()
                .Where(outage => outage.State is OutageState.Outage or OutageState.Recovering or OutageState.Resolved)];
        });
    }

    /// <summary>Days since the Unix epoch on which this site or a partner watched the service at all; null where too many ask at once.</summary>
    public Task<IReadOnlySet<int>?> WatchedDaysAsync(MonitoredService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _watched.GetAsync(service.Id, _turns, async () =>
        {
            await using var context = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            var to = (MinuteBucket.Of(time.GetUtcNow()) / MinuteBucket.PerHour) + 1;
            var from = to - (CalendarDays * 24);
            var site = await context.ReadObservedHoursAsync(from, to, CancellationToken.None).ConfigureAwait(false);
            var partners = await context.ReadPartnerHoursAsync(from, to, [service.Id], CancellationToken.None).ConfigureAwait(false);
            return (IReadOnlySet<int>)site.Keys.Concat(partners[service.Id].Select(row => row.Hour)).Select(hour => hour / 24).ToHashSet();
        });
    }

    /// <summary>What people wrote in the last day, in the language of the reader first; null where too many ask at once.</summary>
    public Task<ServiceComments?> CommentsAsync(MonitoredService service, string language)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _comments.GetAsync((service.Id, language), _turns, async () =>
        {
            await using var context = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            var from = MinuteBucket.Of(time.GetUtcNow()) - MinuteBucket.PerDay;
            var own = await context.ReadShownCommentsAsync(service.Id, from, language, isIn: true, MostComments, CancellationToken.None).ConfigureAwait(false);
            var others = own.Count == MostComments
                ? []
                : await context.ReadShownCommentsAsync(service.Id, from, language, isIn: false, MostComments - own.Count, CancellationToken.None).ConfigureAwait(false);
            return new ServiceComments([.. own.Select(row => CommentView.Of(row, catalog))], [.. others.Select(row => CommentView.Of(row, catalog))]);
        });
    }

    /// <summary>Cities where most report, over the span of the board; null where too many ask at once.</summary>
    public Task<IReadOnlyList<CityCount>?> CitiesAsync(ServiceStatus status, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(status);
        return _cities.GetAsync(status.Service.Id, _turns, async () =>
        {
            await using var context = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            var (from, to) = (MinuteBucket.Of(status.Since), MinuteBucket.Of(at) + 1);
            var minutes = await context.ReadCityMinutesAsync(status.Service.Id, from, to, MostCitiesRead, CancellationToken.None).ConfigureAwait(false);
            return (IReadOnlyList<CityCount>)[.. CityCounts.Shown(minutes, status, cities, (int)intake.Value.DedupeWindow.TotalMinutes).Take(MostCities)];
        });
    }

    /// <summary>Another one after each review on this node: a page with comments that was drawn under the one before must not be shown any more.</summary>
    public int CommentsVersion => Volatile.Read(ref _commentsVersion);

    /// <summary>Some were shown or hidden.</summary>
    public void ForgetComments()
    {
        // In this order, or a page of the new version could show what is forgotten after it was asked.
        _comments.Forget();
        Interlocked.Increment(ref _commentsVersion);
    }

    public void Dispose() => _turns.Dispose();
}
