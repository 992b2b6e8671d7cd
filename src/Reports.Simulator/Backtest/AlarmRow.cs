using System.Runtime.InteropServices;

namespace Reports.Simulator.Backtest;

/// <summary>A row of an alarms file, times as it writes them.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AlarmRow(string Series, string Start, string End)
{
    /// <summary>The rows of the lines <c>series,start,end[,…]</c>.</summary>
    public static List<AlarmRow> Parse(IEnumerable<string> lines) => [.. lines.Select(line => line.Split(',')).Select(cells => new AlarmRow(cells[0], cells[1], cells[2]))];
}
