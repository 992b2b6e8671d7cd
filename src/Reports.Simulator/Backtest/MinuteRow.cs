using System.Runtime.InteropServices;

namespace Reports.Simulator.Backtest;

/// <summary>One line of a counts file.</summary>
/// <param name="Series">Index in <see cref="RecordedCounts.Series"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MinuteRow(int Minute, int Series, int Count, int Fresh);
