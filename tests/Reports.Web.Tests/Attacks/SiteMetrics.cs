using System.Globalization;

namespace Reports.Web.Tests.Attacks;

/// <summary>What a site has counted since some instant, as Prometheus would read it.</summary>
internal sealed class SiteMetrics
{
    public const string Refused = "reports_refused_total";
    public const string Connections = "kestrel_connection_duration_seconds_count";

    /// <summary>The page is drawn anew every 300 ms: what was counted just before would be taken for new.</summary>
    private static readonly TimeSpan Redrawn = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SiteProcess _site;
    private readonly string[] _before;

    private SiteMetrics(SiteProcess site, string[] before) => (_site, _before) = (site, before);

    public static async Task<SiteMetrics> SinceNowAsync(SiteProcess site)
    {
        await Task.Delay(Redrawn, TimeProvider.System);
        return new SiteMetrics(site, await ReadAsync(site));
    }

    /// <summary>Refused reports of a channel by one of the reasons, each the last part of a problem's type.</summary>
    public Task RefusedAsync(int atLeast, string channel, params string[] reasons) => RisesAsync(atLeast, Refused, [.. reasons.Select(reason => $"channel=\"{channel}\",reason=\"{reason}\"")]);

    /// <param name="outcome"><c>counted</c> or <c>already-reported</c>.</param>
    public Task ReceivedAsync(int atLeast, string channel, string outcome) => RisesAsync(atLeast, "reports_received_total", $"channel=\"{channel}\",outcome=\"{outcome}\"");

    /// <summary>Connections that the server itself ended, for a reason of its own.</summary>
    public Task CutOffAsync(int atLeast, params string[] reasons) => RisesAsync(atLeast, Connections, [.. reasons.Select(reason => $"error_type=\"{reason}\"")]);

    /// <summary>What a counter has risen by, or a gauge that only grows meanwhile; all its series together that have one of the labels.</summary>
    public async Task RisesAsync(int atLeast, string name, params string[] labels)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (double risen; (risen = Sum(await ReadAsync(_site), name, labels) - Sum(_before, name, labels)) < atLeast;)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"{name}{{{string.Join(" or ", labels)}}} rose by {risen}, not {atLeast}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    /// <summary>What a gauge tells comes to be what is there, one or more.</summary>
    public static async Task AgreesAsync(SiteProcess site, Func<Task<int>> there, string name, params string[] labels)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (double told = 0, real = 0; told < 1 || told != real;)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"{name}{{{string.Join(" or ", labels)}}} is {told}, not {real}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            (told, real) = (Sum(await ReadAsync(site), name, labels), await there());
        }
    }

    private static async Task<string[]> ReadAsync(SiteProcess site) => (await site.Client.GetStringAsync("/metrics")).Split('\n');

    private static double Sum(string[] lines, string name, string[] labels) => lines
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) && (labels.Length == 0 || labels.Any(label => line.Contains(label, StringComparison.Ordinal))))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
