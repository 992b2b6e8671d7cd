namespace Reports.Benchmarks.Worlds;

/// <summary>An outage of a world: a ramp to a peak, a slow relaxation, and after the restoration a tail of late reports.</summary>
/// <param name="Kind"><c>country</c>, <c>partial</c>, <c>macro</c>, <c>multi</c> or <c>global</c>.</param>
/// <param name="End">When it is restored, exclusive.</param>
/// <param name="TailEnd">When reports are as usual again.</param>
/// <param name="Ramp">Minutes to the peak, at least 1.</param>
/// <param name="Multiplier">Surged over usual rate, greater than 1.</param>
/// <param name="Strengths">By service and country, what <paramref name="Multiplier"/> less 1 is multiplied by there.</param>
internal sealed record SimulatedOutage(
    string Id,
    string Kind,
    IReadOnlyList<int> Services,
    IReadOnlyList<int> Countries,
    int Start,
    int End,
    int TailEnd,
    int Ramp,
    double Multiplier,
    IReadOnlyDictionary<(int Service, int Country), double> Strengths)
{
    // All five measured on the strong outages of outage-dev-101.
    private const double RampPower = 1.7, Settled = 0.75, Peak = 1.15, SettlingMinutes = 60, TailDecay = 2.9;

    /// <summary>Reports beyond the usual over the usual, expected in a minute; 0 outside of the outage and its tail.</summary>
    public double Excess(int service, int country, int minute)
    {
        if (minute < Start || minute >= TailEnd || !Strengths.TryGetValue((service, country), out var strength))
        {
            return 0;
        }

        var surge = (Multiplier - 1) * strength;
        return minute < End ? surge * Shape(minute) : surge * Shape(End - 1) * Math.Exp(-TailDecay * (minute - End + 0.5) / (TailEnd - End));
    }

    private double Shape(int minute)
    {
        var since = minute - Start + 0.5;
        return since < Ramp ? Peak * Math.Pow(since / Ramp, RampPower) : Settled + ((Peak - Settled) * Math.Exp(-(since - Ramp) / SettlingMinutes));
    }
}
