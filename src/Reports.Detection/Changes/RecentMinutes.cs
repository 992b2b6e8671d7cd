using System.Runtime.CompilerServices;

namespace Reports.Detection.Changes;

/// <summary>
/// The fresh reports of the last half hour, for the question when a surge began. Of all beginnings k minutes ago the one whose count
/// X in k minutes is hardest to explain by the usual rate μ is taken: the maximum of X·ln(X/kμ) − (X − kμ), the likelihood ratio of the
/// best-fitting Poisson rate (a scan statistic over windows that end now; Kulldorff 1997). A stray report before a surge does not stretch it.
/// </summary>
internal struct RecentMinutes
{
    private const int Length = 32;
    private Ring ring;

    public void Clear() => ring = default;

    public void Add(int minute, int reports) => ring[minute & (Length - 1)] = (ushort)Math.Min(reports, ushort.MaxValue);

    /// <summary>Likely first minute of a surge that lasts to <paramref name="minute"/>.</summary>
    /// <param name="usual">Reports per minute, > 0.</param>
    /// <param name="earliest">First minute of the run of which the surge is the end. Where nothing in reach stands out from it, the answer.</param>
    public readonly int Onset(int minute, double usual, int earliest)
    {
        var reach = Math.Min(Length, minute - earliest + 1);
        var (best, onset, sum) = (0.0, earliest, 0);
        for (var k = 1; k <= reach; k++)
        {
            sum += ring[(minute - k + 1) & (Length - 1)];
            var expected = k * usual;
            var gain = sum > expected ? (sum * Math.Log(sum / expected)) - (sum - expected) : 0;
            if (gain > best)
            {
                (best, onset) = (gain, minute - k + 1);
            }
        }

        return onset == minute - Length + 1 ? earliest : onset;
    }

    [InlineArray(Length)]
    private struct Ring
    {
        private ushort first;
    }
}
