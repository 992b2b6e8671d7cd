using System.Runtime.InteropServices;

namespace Reports.Detection.Series;

/// <summary>A running hour of the reports that name one region.</summary>
/// <param name="FreshSquares">As in <see cref="RegionHour"/>.</param>
/// <param name="Unknown">What was reported is taken for usual, though it is far from what is known to be.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct HourSum(int Fresh, int Count, double FreshSquares, bool Frozen, bool Unknown);
