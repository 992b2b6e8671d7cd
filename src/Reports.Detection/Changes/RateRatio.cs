using System.Runtime.InteropServices;

namespace Reports.Detection.Changes;

/// <summary>A rate ratio ρ > 1 with the two numbers a Poisson likelihood ratio needs of it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RateRatio(double Log, double Excess)
{
    public static RateRatio Of(double ratio) => new(Math.Log(ratio), ratio - 1);
}
