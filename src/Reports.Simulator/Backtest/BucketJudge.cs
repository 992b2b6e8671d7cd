namespace Reports.Simulator.Backtest;

/// <summary>Judges the buckets of one series, one after the other, knowing those before.</summary>
/// <param name="bucket">Ascending; the same again where a file repeats a row.</param>
/// <param name="value">The count, ≥ 0; NaN where it is missing.</param>
/// <returns>Evidence, ≥ 0, where the series is in alarm; null where it is not.</returns>
internal delegate double? BucketJudge(int bucket, double value);
