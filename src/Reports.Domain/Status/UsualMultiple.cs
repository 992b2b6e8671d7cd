namespace Reports.Domain.Status;

/// <summary>
/// How reports are compared with what is usual in the same time. Where almost none are usual a multiple would only impress: it is not told, and
/// where an order or a colour needs one all the same, the least that counts as usual stands in.
/// </summary>
public static class UsualMultiple
{
    /// <summary>Half a report in the time that is compared: fewer are "almost none".</summary>
    public const double LeastUsual = 0.5;

    /// <summary>True also for what is no number.</summary>
    public static bool IsAlmostNone(double expected) => !(expected >= LeastUsual);

    /// <summary>How many times the usual; at least so many where almost none are.</summary>
    public static double Of(double reports, double expected) => reports / Math.Max(expected, LeastUsual);
}
