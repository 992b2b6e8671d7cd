using System.Runtime.InteropServices;

namespace Reports.Detection.Evaluation;

/// <summary>One episode of alarm: raised at the start, closed at the end (exclusive), in the truth's own unit: minutes, weeks, or rows of the series.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RaisedAlarm(string Series, int Start, int End);
