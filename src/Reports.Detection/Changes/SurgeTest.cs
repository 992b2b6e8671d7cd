using System.Runtime.InteropServices;

namespace Reports.Detection.Changes;

/// <summary>
/// One-sided CUSUM (Page 1954) of a log-likelihood ratio "the rate has become ρ times the usual", with a memory of its run's
/// three strongest minutes. <see cref="Evidence"/> counts the two strongest only as far as the third, so one or two minutes,
/// however large, weigh no more than an ordinary one: a blip cannot raise it, and a surge of three minutes loses little.
/// A run reaches back to the last minute at which the sum was zero.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct SurgeTest
{
    /// <summary>A minute of this many reports or more is a burst, forgotten if nothing supports it; fewer are single people.</summary>
    private const int BurstReports = 3;

    /// <summary>Minutes after which an unsupported burst is forgotten: a surge would have shown itself.</summary>
    private const int BurstMemoryMinutes = 5;

    /// <summary>
    /// The third largest minute must reach the second largest divided by this: a surge goes on, while after a blip there are
    /// only ordinary minutes, one of which may be high by chance.
    /// </summary>
    private const int BurstShare = 3;

    private double sum;
    private double strongest;
    private double second;
    private double third;
    private int largestReports;
    private int secondReports;
    private int thirdReports;
    private int lastBurstMinute;

    /// <summary>First minute of the present run; meaningless while <see cref="Idle"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Fresh reports of the run.</summary>
    public int Reports { get; private set; }

    public readonly bool Idle => sum <= 0;

    /// <summary>Log-likelihood ratio of the run after trimming, nats; ≤ 0 for none, and for a burst that nothing supports.</summary>
    public readonly double Evidence =>
        thirdReports * BurstShare < secondReports ? 0 : sum - (strongest - third) - (second - third);

    /// <summary>The same before trimming: what one minute alone can raise.</summary>
    public readonly double Untrimmed => sum;

    /// <param name="gain">What the minute's reports add, nats, ≥ 0.</param>
    /// <param name="cost">What the minute costs, nats, > 0.</param>
    public void Advance(int minute, int reports, double gain, double cost)
    {
        if (sum <= 0)
        {
            if (gain <= cost)
            {
                return;
            }

            this = default;
            Start = minute;
        }

        sum += gain - cost;
        if (sum <= 0)
        {
            this = default;
            return;
        }

        Reports += reports;
        Rank(minute, reports, gain);
        if (largestReports >= BurstReports && minute - lastBurstMinute >= BurstMemoryMinutes && Evidence <= 0)
        {
            this = default;
        }
    }

    private void Rank(int minute, int reports, double gain)
    {
        if (gain > second)
        {
            lastBurstMinute = minute;
        }

        if (gain > strongest)
        {
            (strongest, second, third) = (gain, strongest, second);
            (largestReports, secondReports, thirdReports) = (reports, largestReports, secondReports);
        }
        else if (gain > second)
        {
            (second, third) = (gain, second);
            (secondReports, thirdReports) = (reports, secondReports);
        }
        else if (gain > third)
        {
            third = gain;
            thirdReports = reports;
        }
    }
}
