using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>The two slots of the local week around the middle of an hour.</summary>
/// <param name="SecondShare">How much of the hour is the second's, [0, 1).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WeekSlots(int First, int Second, double SecondShare);
