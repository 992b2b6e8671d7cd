using System.Runtime.InteropServices;

namespace Reports.Detection.Changes;

/// <summary>
/// One-sided Poisson CUSUM (Page 1954) for "the rate has become ρ times the usual", with a memory of its run's three largest
/// minutes. <see cref="Evidence"/> counts the two largest only as far as the third, so one or two minutes, however large,
/// weigh no more than an ordinary one: a blip cannot raise it, a surge of three minutes loses little.
/// State of a run: from the last minute the sum was zero.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct SurgeTest
{
    /// <summary>A burst of this many reports or more is forgotten if nothing supports it; below, it is single people.</summary>
    private const int BurstReports = 3;

    /// <summary>Minutes after which an unsupported burst is forgotten: a surge would have shown itself.</summary>
    private const int BurstMemoryMinutes = 5;

    private double sum;
    private int largest;
    private int second;
    private int third;
    private int lastBurstMinute;

    /// <summary>First minute of the present run; meaningless while <see cref="Idle"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Fresh reports of the run.</summary>
    public int Reports { get; private set; }

    public readonly bool Idle => sum <= 0;

    /// <summary>Log-likelihood ratio of the run after trimming, nats; ≤ 0 for none.</summary>
    public readonly double Evidence(double logRatio) => sum - (((largest - third) + (second - third)) * logRatio);

    /// <param name="usual">Fresh reports per minute under the null, > 0.</param>
    /// <param name="logRatio">ln ρ, > 0.</param>
    public void Advance(int minute, int reports, double usual, double logRatio, double ratioMinusOne)
    {
        var increment = (reports * logRatio) - (usual * ratioMinusOne);
        if (sum <= 0)
        {
            if (increment <= 0)
            {
                return;
            }

            this = default;
            Start = minute;
        }

        sum += increment;
        if (sum <= 0)
        {
            this = default;
            return;
        }

        Reports += reports;
        Rank(minute, reports);
        if (largest >= BurstReports && minute - lastBurstMinute >= BurstMemoryMinutes && Evidence(logRatio) <= 0)
        {
            this = default;
        }
    }

    private void Rank(int minute, int reports)
    {
        if (reports > second)
        {
            lastBurstMinute = minute;
        }

        if (reports > largest)
        {
            (largest, second, third) = (reports, largest, second);
        }
        else if (reports > second)
        {
            (second, third) = (reports, second);
        }
        else if (reports > third)
        {
            third = reports;
        }
    }
}
