using System.Runtime.InteropServices;

namespace Reports.Detection.Series;

/// <summary>The sum of one region's minutes over one whole UTC hour.</summary>
/// <param name="Region">As in <see cref="RegionCount"/>.</param>
/// <param name="Fresh">Sum of fresh reports over the observed minutes, ≥ 0.</param>
/// <param name="Count">Sum of counted reports over the observed minutes, ≥ 0.</param>
/// <param name="FreshSquares">Sum over the minutes of (fresh reports of the minute)²: how much people come in clumps.</param>
/// <param name="Frozen">True if an outage touched the hour here: the hour then teaches the baseline nothing. Named with zeros, it is the same for a region
/// that had no report, and for a macro-region it counts for all within.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RegionHour(int Region, int Fresh, int Count, double FreshSquares, bool Frozen);
