using Reports.Detection.Scoring;

namespace Reports.Detection.Changes;

/// <summary>
/// Surge tests for several rate ratios side by side: a small ratio finds slow burns, a large one bursts. The evidence is
/// that of the best test.
/// </summary>
internal sealed class SurgeBank(double[] ratios)
{
    /// <summary>Share of the best evidence with which a test has a say in when the surge began.</summary>
    private const double OnsetShare = 0.5;

    private readonly SurgeTest[] tests = new SurgeTest[ratios.Length];

    public bool Idle { get; private set; } = true;

    /// <summary>Nats, ≥ 0.</summary>
    public double Evidence { get; private set; }

    /// <summary>
    /// Likely first minute of the surge: the latest start of a run among the tests with a fair share of the best evidence. A run
    /// that began with a stray report hours ago says nothing against a later start that explains as much. While none has evidence, of all.
    /// </summary>
    public int Onset { get; private set; }

    /// <summary>The earliest start among the same tests.</summary>
    public int FirstStart { get; private set; }

    /// <summary>Fresh reports of that run.</summary>
    public int Reports { get; private set; }

    public void Advance(int minute, int reports, ClumpedCounts usual)
    {
        if (Idle && reports == 0)
        {
            return;
        }

        Idle = true;
        Evidence = 0;
        for (var i = 0; i < tests.Length; i++)
        {
            ref var test = ref tests[i];
            test.Advance(minute, reports, usual.Gain(reports, ratios[i]), usual.Cost(ratios[i]));
            if (test.Idle)
            {
                continue;
            }

            Idle = false;
            var evidence = test.Evidence;
            if (evidence > Evidence)
            {
                (Evidence, Reports) = (evidence, test.Reports);
            }
        }

        if (!Idle)
        {
            FindStarts();
        }
    }

    /// <summary>The test of bursts, that with the largest ratio, has so many nats before trimming from more than so many reports: one minute may be enough.</summary>
    public bool IsBurst(double evidence, int reports) => !Idle && tests[^1] is var test && test.Untrimmed >= evidence && test.Reports > reports;

    public void Reset()
    {
        Array.Clear(tests);
        Idle = true;
        Evidence = 0;
    }

    private void FindStarts()
    {
        (FirstStart, Onset) = (int.MaxValue, int.MinValue);
        foreach (ref readonly var test in tests.AsSpan())
        {
            if (!test.Idle && (Evidence <= 0 || test.Evidence >= OnsetShare * Evidence))
            {
                Onset = Math.Max(Onset, test.Start);
                FirstStart = Math.Min(FirstStart, test.Start);
            }
        }
    }
}
