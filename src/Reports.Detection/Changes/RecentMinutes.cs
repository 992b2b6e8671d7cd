using System.Runtime.CompilerServices;

namespace Reports.Detection.Changes;

/// <summary>
/// The fresh reports of the last half hour, for the question when a surge began. The count X of the k minutes up to now gets the likelihood
/// ratio X·ln(X/kμ) − (X − kμ) of its best-fitting Poisson rate against the usual rate μ (a scan statistic over windows that end now;
/// Kulldorff 1997); of the beginnings within the 95 % set of the best one the earliest is taken. A stray report well before a surge is far
/// outside of it.
/// </summary>
internal struct RecentMinutes
{
    private const int Length = 32;

    /// <summary>Half of the 95 % point of χ² with one degree of freedom: beginnings this close to the best one are as likely.</summary>
    private const double Slack = 1.92;

    private Ring ring;

    public void Clear() => ring = default;

    public void Add(int minute, int reports) => ring[minute & (Length - 1)] = (ushort)Math.Min(reports, ushort.MaxValue);

    /// <summary>Likely first minute of a surge that lasts to <paramref name="minute"/>.</summary>
    /// <param name="usual">Reports per minute, > 0.</param>
    /// <param name="earliest">First minute of the run of which the surge is the end. Where nothing in reach stands out from it, the answer.</param>
    public readonly int Onset(int minute, double usual, int earliest)
    {
        var reach = Math.Min(Length, minute - earliest + 1);
        Span<double> gains = stackalloc double[Length + 1];
        var (best, sum) = (0.0, 0);
        for (var k = 1; k <= reach; k++)
        {
            sum += ring[(minute - k + 1) & (Length - 1)];
            var expected = k * usual;
            gains[k] = sum > expected ? (sum * Math.Log(sum / expected)) - (sum - expected) : 0;
            best = Math.Max(best, gains[k]);
        }

        while (reach > 1 && gains[reach] < best - Slack)
        {
            reach--;
        }

        return reach == Length ? earliest : minute - reach + 1;
    }

    [InlineArray(Length)]
    private struct Ring
    {
        private ushort first;
    }
}
