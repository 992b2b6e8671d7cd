using System.Runtime.InteropServices;

namespace Reports.Detection.Scoring;

/// <summary>One part of a whole, of which nobody knows for certain whether it counts nor how large it is.</summary>
/// <param name="Level">Its size, in the unit of the other parts, ≥ 0. A part whose level is 0, negative or no number is left out.</param>
/// <param name="Uncertainty">Squared relative standard deviation of the level, ≥ 0; NaN counts as 0.</param>
/// <param name="Probability">That it counts, [0, 1]; NaN counts as 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SharePart(double Level, double Uncertainty, double Probability);
