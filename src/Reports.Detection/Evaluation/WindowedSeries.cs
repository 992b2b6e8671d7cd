namespace Reports.Detection.Evaluation;

/// <summary>A series in which windows of rows hold something to be found, as the Numenta Anomaly Benchmark has them.</summary>
/// <param name="Times">When each row was, ascending, one at least.</param>
/// <param name="Windows">First and last row (included) of each window, ascending, without overlap.</param>
/// <param name="Labels">Rows where it really happened, ascending; windows are drawn around them.</param>
public sealed record WindowedSeries(string Series, IReadOnlyList<DateTime> Times, IReadOnlyList<(int First, int Last)> Windows, IReadOnlyList<int> Labels);
