using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>Counted reports in a span of minutes with nothing wrong: the mean and the central 95 % predictive interval, all ≥ 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExpectedRange(double Mean, double Lower, double Upper);
