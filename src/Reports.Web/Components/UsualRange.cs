using Reports.Pipeline.Status;

namespace Reports.Web.Components;

/// <summary>What is usual in some window: the expected number and the edges of its range.</summary>
public readonly record struct UsualRange(double Expected, double Lower, double Upper)
{
    /// <summary>The range of a sum. Its parts vary on their own, so their deviations add up in squares, not in full.</summary>
    public static UsualRange Sum(IEnumerable<UsualRange> parts) => Sum([.. parts]);

    /// <inheritdoc cref="Sum(IEnumerable{UsualRange})"/>
    public static UsualRange Sum(ReadOnlySpan<UsualRange> parts)
    {
        double expected = 0, below = 0, above = 0;
        foreach (var part in parts)
        {
            expected += part.Expected;
            below += Square(part.Expected - part.Lower);
            above += Square(part.Upper - part.Expected);
        }

        return new UsualRange(expected, Math.Max(0, expected - Math.Sqrt(below)), expected + Math.Sqrt(above));

        static double Square(double value) => value * value;
    }

    public static UsualRange At(CountSeries day, int index) => new(day.Expected[index], day.Lower[index], day.Upper[index]);
}
