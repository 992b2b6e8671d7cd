namespace Reports.Simulator.Sending;

/// <summary>Collects how long answers took. Safe for all threads.</summary>
internal sealed class Latencies
{
    private readonly Lock _gate = new();
    private readonly List<double> _milliseconds = [];

    public void Add(TimeSpan latency)
    {
        lock (_gate)
        {
            _milliseconds.Add(latency.TotalMilliseconds);
        }
    }

    /// <summary>Milliseconds within which each part (0 to 1) of the answers came: the smallest value with at least that part at or below it; NaN without answers.</summary>
    public IReadOnlyList<double> Percentiles(params ReadOnlySpan<double> parts)
    {
        double[] sorted;
        lock (_gate)
        {
            sorted = [.. _milliseconds];
        }

        Array.Sort(sorted);
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            values[i] = sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(parts[i] * sorted.Length) - 1, 0, sorted.Length - 1)];
        }

        return values;
    }
}
