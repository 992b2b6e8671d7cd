using System.Globalization;
using Reports.Domain.Counting;
using Reports.Pipeline.Status;
using Reports.Web.Api;

namespace Reports.Web.Features.Map;

/// <summary>What the map page shows: one service, a category or all, in a region or the world, now or at a time of the last day.</summary>
/// <param name="Service">Null for a category, or all.</param>
/// <param name="Category">Null for one service, or all.</param>
/// <param name="Region">A macro-region; null for the world.</param>
/// <param name="Minute">The minute of a frame of <see cref="DayFrames"/>; null for the present.</param>
public sealed record MapScope(ServiceStatus? Service, string? Category, string? Region, int? Minute)
{
    /// <summary>What is no service, category or time of the day on the board is left out. A service says more than its category.</summary>
    /// <param name="region">Known to be a macro-region, or null.</param>
    public static MapScope Read(StatusBoard board, string? service, string? category, string? region, string? at)
    {
        ArgumentNullException.ThrowIfNull(board);
        var shown = string.IsNullOrEmpty(service) ? null : board.Find(service);
        var kind = shown is null && !string.IsNullOrEmpty(category) && InCategory(board, category).Count > 0 ? category : null;
        var scope = new MapScope(shown, kind, region, null);
        return scope with { Minute = scope.MinuteOf(board, at) };
    }

    /// <summary>As it stands in addresses; null for the present.</summary>
    public string? At => Minute is { } minute ? AtOf(minute) : null;

    public static string AtOf(int minute) => MinuteBucket.Start(minute).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    public IReadOnlyList<ServiceStatus> Services(StatusBoard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        return Service is not null ? [Service] : Category is not null ? InCategory(board, Category) : board.Services;
    }

    public static IReadOnlyList<ServiceStatus> InCategory(StatusBoard board, string category)
    {
        ArgumentNullException.ThrowIfNull(board);
        return [.. board.Services.Where(service => string.Equals(service.Service.Category, category, StringComparison.Ordinal))];
    }

    /// <summary>The same at another time.</summary>
    public string Href(string? language, string? at) => Urls.Map(language, Service?.Service.Slug, Region, Category, at);

    private int? MinuteOf(StatusBoard board, string? at)
    {
        if (string.IsNullOrEmpty(at) || !QueryInstant.TryRead(at, out var read) || read is not { } instant || DayFrames.SpanOf(Services(board), board.At) is not { Count: > 0 } span)
        {
            return null;
        }

        var minute = MinuteBucket.Of(instant) / DayFrames.StepMinutes * DayFrames.StepMinutes;
        return minute >= span.First && minute <= span.First + ((span.Count - 1) * DayFrames.StepMinutes) ? minute : null;
    }
}
