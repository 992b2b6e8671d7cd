namespace Reports.Benchmarks.Intake;

internal static class Percentiles
{
    /// <summary>The smallest of the numbers that a part of them, (0, 1], does not exceed (nearest rank); NaN without any.</summary>
    public static double Of(IEnumerable<double> numbers, double part)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
