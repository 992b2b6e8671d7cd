namespace Reports.Detection.Evaluation;

/// <summary>A series with a label on every row.</summary>
/// <param name="Labels">Whether something is wrong in the row.</param>
/// <param name="Warmup">Rows at the beginning in which the detector learns, ≥ 0.</param>
/// <param name="BucketMinutes">Minutes of a row, > 0.</param>
public sealed record LabelledPoints(string Series, IReadOnlyList<bool> Labels, int Warmup, double BucketMinutes);
