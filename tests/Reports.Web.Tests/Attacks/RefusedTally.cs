using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Reports.Web.Tests.Attacks;

/// <summary>
/// What the tests of a class saw refused. When they are over, the site must have counted all of it by reason: a report under the word of its problem, another request under
/// its status, and what was no request under what ended its connection.
/// </summary>
public sealed partial class RefusedTally(AttackedSite site) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<(string Counter, string Label), int> _seen = new();
    private SiteMetrics? _metrics;

    public async ValueTask InitializeAsync() => _metrics = await SiteMetrics.SinceNowAsync(site.Process);

    public async ValueTask DisposeAsync()
    {
        foreach (var ((counter, label), count) in _seen)
        {
            await _metrics!.RisesAsync(count, counter, label);
        }
    }

    /// <param name="channel">Null for what is no report, or was refused before anybody asked whether it is one.</param>
    internal void Saw(RawAnswer answer, string? channel = null)
    {
        if (answer.Status >= 400)
        {
            _seen.AddOrUpdate(SeriesOf(answer, channel), 1, (_, count) => count + 1);
        }
    }

    /// <summary>Answers of the site have this header; those of the server before it have not.</summary>
    private static (string Counter, string Label) SeriesOf(RawAnswer answer, string? channel) =>
        !answer.Text.Contains("X-Content-Type-Options", StringComparison.Ordinal) ? (SiteMetrics.Connections, "error_type=\"invalid_request_")
        : channel is null ? ("http_server_request_duration_seconds_count", $"http_response_status_code=\"{answer.Status}\"")
        : (SiteMetrics.Refused, $"channel=\"{channel}\",reason=\"{Word().Match(answer.Text).Groups["word"].Value}\"");

    [GeneratedRegex("\"type\":\"[^\"]*/(?<word>[a-z-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
