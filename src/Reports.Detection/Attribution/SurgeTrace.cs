using System.Runtime.InteropServices;

namespace Reports.Detection.Attribution;

/// <summary>What is remembered of the latest alarm of a series, also after it has closed: people go on mixing services up for hours.</summary>
/// <param name="ExcessPerMinute">Fresh reports per minute above the usual at its highest, ≥ 0, halving every six hours; 0 without an alarm.</param>
/// <param name="OnsetMinute">First minute of that alarm; meaningless without one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SurgeTrace(double ExcessPerMinute, int OnsetMinute);
