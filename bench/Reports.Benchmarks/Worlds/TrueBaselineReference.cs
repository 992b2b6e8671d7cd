using System.Runtime.InteropServices;
using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Benchmarks.Worlds;

/// <summary>
/// What nobody can know, as a yardstick: told every series' true baseline and dispersion, it watches fresh reports by a bank of CUSUMs, each series
/// by itself. It knows neither the noise of the hour nor when anything happens.
/// </summary>
/// <param name="limit">Evidence in nats at which a series alarms, greater than 0.</param>
internal sealed class TrueBaselineReference(RegionTree tree, int service, TrueBaseline baseline, double limit = TrueBaselineReference.TunedLimit) : IDetector
{
    /// <summary>The sum of country and macro scores is best at this one in the world <c>Like101 1</c>; it stays for all others.</summary>
    public const double TunedLimit = 9;

    /// <summary>An hour may be so many standard deviations of its noise above the baseline and still be as usual.</summary>
    private const double HourDeviations = 2;

    /// <summary>Fresh reports per minute of a series that has none, one in some two months: so that a service's first report is no infinite surprise.</summary>
    private const double LeastRate = 1e-5;

    private readonly ReferenceSeries[] _series = [.. Enumerable.Range(0, tree.Count).Select(_ => new ReferenceSeries(limit))];
    private readonly Dictionary<string, int> _countries = Geography.Countries.Index().ToDictionary(country => country.Item.Path, country => country.Index, StringComparer.Ordinal);
    private readonly double[] _rates = new double[tree.Count];
    private readonly double[] _variances = new double[tree.Count];
    private readonly int[] _counts = new int[tree.Count];
    private readonly List<SeriesVerdict> _verdicts = [];

    public ReadOnlySpan<SeriesVerdict> Verdicts => CollectionsMarshal.AsSpan(_verdicts);

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
        Array.Clear(_counts);
        Array.Clear(_rates);
        Array.Clear(_variances);
        foreach (var count in counts)
        {
            _counts[count.Region] += count.Fresh;
        }

        _verdicts.Clear();
        for (var region = tree.Count - 1; region >= 0; region--)
        {
            Expect(region, minute);
            if (tree[region].Parent is var parent and >= 0)
            {
                _counts[parent] += _counts[region];
                _rates[parent] += _rates[region];
                _variances[parent] += _variances[region];
            }

            var rate = Math.Max(LeastRate, _rates[region]);
            if (_series[region].Advance(minute, _counts[region], rate, Math.Max(1, _variances[region] / rate)))
            {
                _verdicts.Add(_series[region].Verdict(region, rate));
            }
        }

        _verdicts.Reverse();
    }

    public void AdvanceMissing(int minute)
    {
    }

    private void Expect(int region, int minute)
    {
        if (_countries.TryGetValue(tree[region].Id, out var country))
        {
            var usual = baseline.Rate(service, country, minute);
            var rate = usual * TrueBaseline.FreshShare(usual) * (1 + (HourDeviations * baseline.HourNoise));
            var noise = baseline.HourNoise * rate;
            _rates[region] = rate;
            _variances[region] = (rate * baseline.Clumping(service, country)) + (noise * noise);
        }
    }
}
