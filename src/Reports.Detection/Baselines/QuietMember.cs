using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>What a quiet series adds to its <see cref="QuietCrowd"/>, as it was when it joined.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QuietMember(double Rate, double Uncertainty, double Dispersion, int UtcOffset);
