using System.Runtime.InteropServices;

namespace Reports.Detection.Scoring;

/// <summary>A share and its central 90 % interval, 0 ≤ Low ≤ Share ≤ High ≤ 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ShareInterval(double Share, double Low, double High)
{
    internal const double LowQuantile = 0.05;
    internal const double HighQuantile = 0.95;
}
