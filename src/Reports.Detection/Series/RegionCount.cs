using System.Runtime.InteropServices;

namespace Reports.Detection.Series;

/// <summary>Counted <c>down</c> reports of one service from one place in one minute.</summary>
/// <param name="Region">Index in the <see cref="RegionTree"/> of the finest region known; 0 for reports without a place.</param>
/// <param name="Fresh">Reports from networks that were not fresh in the hour before; ≥ 0. Detection scores these.</param>
/// <param name="Count">All counted reports, ≥ <paramref name="Fresh"/>. What people are shown.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RegionCount(int Region, int Fresh, int Count);
