using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Reports.Simulator.Sending;

/// <summary>Counts answers by status, and attempts that got none by their reason. Safe for all threads.</summary>
internal sealed class StatusTally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(HttpStatusCode status) => Add(((int)status).ToString(CultureInfo.InvariantCulture));

    public void Add(Exception exception) => Add(exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
        HttpRequestException request => request.HttpRequestError.ToString(),
        OperationCanceledException => "timeout",
        _ => exception.GetType().Name,
    });

    public int Of(HttpStatusCode status) => _counts.GetValueOrDefault(((int)status).ToString(CultureInfo.InvariantCulture));

    /// <summary><c>201: 1200, 503: 3</c>; "none" before the first answer.</summary>
    public override string ToString() => _counts.IsEmpty
        ? "none"
        : string.Join(", ", _counts.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}: {each.Value.ToString(CultureInfo.InvariantCulture)}"));

    private void Add(string name) => _counts.AddOrUpdate(name, 1, (_, before) => before + 1);
}
