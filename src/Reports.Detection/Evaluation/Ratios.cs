namespace Reports.Detection.Evaluation;

/// <summary>What the scorers count with.</summary>
public static class Ratios
{
    /// <summary>part ÷ whole, both ≥ 0; 0 where there is no whole.</summary>
    public static double Share(double part, double whole) => whole > 0 ? part / whole : 0;

    /// <summary>Harmonic mean of recall and precision, all in [0, 1]; 0 where both are 0.</summary>
    public static double F1(double recall, double precision) => Share(2 * recall * precision, recall + precision);

    /// <summary>The value at rank ⌈q·n⌉ of the ascending list, q in [0, 1]; null if it is empty.</summary>
    public static T? Percentile<T>(IReadOnlyCollection<T> values, double q)
        where T : struct, IComparable<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 0
            ? null
            : values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(q * values.Count) - 1, 0, values.Count - 1));
    }
}
