using System.Runtime.InteropServices;

namespace Reports.Detection.Detectors;

/// <summary>What the countries of a wider region have to say in one minute.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PartsEvidence
{
    /// <summary>Σ of each part's support for the others, nats.</summary>
    public double Support;

    /// <summary>Σ of each part's evidence after the charge for choosing it, nats.</summary>
    public double Shared;

    /// <summary>Fresh reports behind <see cref="Shared"/>.</summary>
    public int Reports;

    /// <summary>The part that adds most to <see cref="Shared"/>; it says when: of many parts, some were high by chance long before.</summary>
    public int LargestRegion;
    public double Best;
    public int BestRegion;
    public bool Alarmed;
    private double largestShared;

    public void Add(SeriesMonitor part, double support, double shared, double minimum)
    {
        Support += support;
        if (shared > 0)
        {
            if (shared > largestShared)
            {
                (largestShared, LargestRegion) = (shared, part.Region);
            }

            Shared += shared;
            Reports += part.Surge.Reports;
        }

        if (part.Surge.Evidence > Best && part.Surge.Reports >= minimum)
        {
            (Best, BestRegion) = (part.Surge.Evidence, part.Region);
        }
    }
}
