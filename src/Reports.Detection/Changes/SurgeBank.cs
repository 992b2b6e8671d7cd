using Reports.Detection.Scoring;

namespace Reports.Detection.Changes;

/// <summary>
/// Surge tests for several rate ratios side by side: a small ratio finds slow burns, a large one bursts. The evidence is
/// that of the best test.
/// </summary>
internal sealed class SurgeBank(double[] ratios)
{
    private readonly SurgeTest[] tests = new SurgeTest[ratios.Length];

    public bool Idle { get; private set; } = true;

    /// <summary>Nats, ≥ 0.</summary>
    public double Evidence { get; private set; }

    /// <summary>First minute of the run that has the best evidence.</summary>
    public int Start { get; private set; }

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
                (Evidence, Start, Reports) = (evidence, test.Start, test.Reports);
            }
        }
    }

    public void Reset()
    {
        Array.Clear(tests);
        Idle = true;
        Evidence = 0;
    }
}
