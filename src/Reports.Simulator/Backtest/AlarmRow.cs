using System.Runtime.InteropServices;

namespace Reports.Simulator.Backtest;

/// <summary>A row of an alarms file, times as it writes them.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AlarmRow(string Series, string Start, string End);
