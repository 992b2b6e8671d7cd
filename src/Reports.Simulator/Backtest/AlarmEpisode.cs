using System.Runtime.InteropServices;

namespace Reports.Simulator.Backtest;

/// <summary>One row of an alarms file.</summary>
/// <param name="Start">The last minute read before the alarm, plus one.</param>
/// <param name="End">Exclusive, by the same clock.</param>
/// <param name="Severity">Highest evidence of the episode, nats.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AlarmEpisode(string Series, int Start, int End, double Severity);
