using System.Runtime.InteropServices;

namespace Reports.Detection.Detectors;

/// <summary>What the countries of a wider region have to say in one minute.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PartsEvidence
{
    public int Count;

    /// <summary>Σ of each part's support for the others, nats.</summary>
    public double Support;

    /// <summary>Σ of each part's evidence after the charge for choosing it, nats.</summary>
    public double Shared;

    /// <summary>Fresh reports behind <see cref="Shared"/>.</summary>
    public int Reports;

    public int FirstStart;
    public double Best;
    public int BestRegion;
    public int BestStart;
    public bool Alarmed;

    public void Add(SeriesMonitor part, double support, double shared, double minimum)
    {
        Count++;
        Support += support;
        if (shared > 0)
        {
            FirstStart = Shared > 0 ? Math.Min(FirstStart, part.Surge.Start) : part.Surge.Start;
            Shared += shared;
            Reports += part.Surge.Reports;
        }

        if (part.Surge.Evidence > Best && part.Surge.Reports >= minimum)
        {
            (Best, BestRegion, BestStart) = (part.Surge.Evidence, part.Region, part.Surge.Start);
        }
    }
}
