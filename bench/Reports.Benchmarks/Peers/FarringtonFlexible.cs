namespace Reports.Benchmarks.Peers;

/// <summary>
/// Farrington flexible (A. Noufaily et al., 2013, Statistics in Medicine 32:1206): a quasi-Poisson regression, log μ = time + season, on the past
/// without its end, fitted twice so that past outbreaks weigh little, and a negative binomial of the fit. The trend is left out where it would
/// extrapolate beyond the largest count. Not thread-safe.
/// </summary>
internal sealed class FarringtonFlexible(FarringtonPast past)
{
    private const double OutlierLimit = 2.58;
    private readonly FarringtonFit _fit = new();
    private readonly int[] _seasonOf = [.. Enumerable.Range(0, past.Length).Select(past.SeasonOf)];
    private int[] _seasons = [];
    private double[] _weights = [];

    /// <inheritdoc cref="FarringtonPast.First"/>
    public int First => past.First;

    /// <summary>What a bucket holds if it is an ordinary one.</summary>
    /// <param name="counts">Counts, ≥ 0, one a bucket, of which only those before <paramref name="bucket"/> are read.</param>
    /// <param name="bucket">At least <see cref="First"/>.</param>
    public OrdinaryCount Expect(ReadOnlySpan<int> counts, int bucket)
    {
        var from = past.FromOf(bucket);
        var response = counts[from..(bucket - past.Left)];
        var most = 0;
        foreach (var count in response)
        {
            most = Math.Max(most, count);
        }

        if (most == 0)
        {
            return new OrdinaryCount(0, 1);
        }

        if (_seasons.Length < response.Length)
        {
            (_seasons, _weights) = (new int[response.Length], new double[response.Length]);
        }

        var seasons = _seasons.AsSpan(0, response.Length);
        for (var row = 0; row < seasons.Length; row++)
        {
            seasons[row] = _seasonOf[(bucket - from - row) % past.Length];
        }

        Refit(response, seasons, hasTrend: true);
        if (_fit.At(bucket - from, 0) > most)
        {
            Refit(response, seasons, hasTrend: false);
        }

        return new OrdinaryCount(_fit.At(bucket - from, 0), Math.Max(1, _fit.Dispersion));
    }

    /// <summary>The mean of the past buckets of the same season, all weighed alike and without a trend.</summary>
    /// <inheritdoc cref="Expect"/>
    public double PlainMean(ReadOnlySpan<int> counts, int bucket)
    {
        const int Window = (2 * FarringtonPast.HalfWindow) + 1;
        var (sum, windows) = (0.0, 0);
        for (var start = past.FromOf(bucket); start + Window <= bucket - past.Left; start += past.Length, windows++)
        {
            foreach (var count in counts.Slice(start, Window))
            {
                sum += count;
            }
        }

        return sum / (windows * Window);
    }

    /// <summary>Fits, weighs what lies far above down by its Anscombe residual, and fits again.</summary>
    private void Refit(ReadOnlySpan<int> response, ReadOnlySpan<int> seasons, bool hasTrend)
    {
        var weights = _weights.AsSpan(0, response.Length);
        weights.Fill(1);
        _fit.Take(response, seasons, weights, hasTrend);
        var sum = _fit.WeighOutliers(response, seasons, weights, OutlierLimit);
        if (sum < response.Length)
        {
            foreach (ref var weight in weights)
            {
                weight *= response.Length / sum;
            }

            _fit.Take(response, seasons, weights, hasTrend);
        }
    }
}
