namespace Reports.Detection.Baselines;

/// <summary>
/// The rhythm of one service: built-in day × service's day × service's week × macro-region's week × a series' own day and week, each factor
/// shrunk towards 1, so a quiet country borrows the rhythm of its neighbours and a busy one keeps its own.
/// </summary>
internal sealed class ServiceShape(int areas, BaselineOptions options)
{
    // Rescaling at a million keeps sums exact to ten digits.
    private const double MaximumWeight = 1e6;

    private readonly RatioTable day = new(LocalWeek.DaySlots, options.DayEvents);
    private readonly RatioTable week = new(LocalWeek.Slots, options.ServiceWeekEvents);
    private readonly RatioTable?[] areaWeeks = new RatioTable?[areas];
    private readonly double growth = Math.Pow(options.ShapeKeepPerWeek, -1.0 / LocalWeek.Slots);
    private double weight = 1;

    /// <summary>One more hour has passed: what comes weighs more than what was.</summary>
    /// <returns>The factor by which to rescale the series' own rhythms, or null where nothing is to be done.</returns>
    public double? BeginHour()
    {
        weight *= growth;
        if (weight <= MaximumWeight)
        {
            return null;
        }

        var factor = 1 / weight;
        weight = 1;
        day.Rescale(factor);
        week.Rescale(factor);
        foreach (var table in areaWeeks)
        {
            table?.Rescale(factor);
        }

        return factor;
    }

    /// <summary>Share of an average hour, > 0.</summary>
    /// <param name="area">The region around the series; negative counts as the world.</param>
    public double At(int area, OwnRhythm? own, WeekSlots at)
    {
        var shape = SlotShape(area, own, at.First);
        return at.SecondShare == 0 ? shape : ((1 - at.SecondShare) * shape) + (at.SecondShare * SlotShape(area, own, at.Second));
    }

    /// <summary>Squared relative standard deviation of the hour of the day, before and while the service's day is learnt; > 0.</summary>
    public double Uncertainty(WeekSlots at) => 1 / (options.ShapeEvents + day.Events(at.First % LocalWeek.DaySlots, weight));

    /// <param name="seen">Reports of the hour, ≥ 0.</param>
    /// <param name="expected">What a series without any rhythm would have had: level × hours, > 0.</param>
    public void Learn(int area, OwnRhythm? own, WeekSlots at, double seen, double expected)
    {
        LearnSlot(area, own, at.First, seen * (1 - at.SecondShare), expected * (1 - at.SecondShare));
        if (at.SecondShare > 0)
        {
            LearnSlot(area, own, at.Second, seen * at.SecondShare, expected * at.SecondShare);
        }
    }

    private double SlotShape(int area, OwnRhythm? own, int slot)
    {
        var shared = LocalWeek.PriorShape(slot) * day.Ratio(slot % LocalWeek.DaySlots, weight) * week.Ratio(slot, weight) * AreaWeek(area).Ratio(slot, weight);
        return own is null ? shared : shared * own.Ratio(slot, weight);
    }

    private RatioTable AreaWeek(int area) => areaWeeks[Math.Max(0, area)] ??= new RatioTable(LocalWeek.Slots, options.MacroWeekEvents);

    private void LearnSlot(int area, OwnRhythm? own, int slot, double seen, double expected)
    {
        var weighted = seen * weight;
        var predicted = expected * LocalWeek.PriorShape(slot) * weight;
        day.Learn(slot % LocalWeek.DaySlots, weighted, predicted);
        predicted *= day.Ratio(slot % LocalWeek.DaySlots, weight);
        week.Learn(slot, weighted, predicted);
        predicted *= week.Ratio(slot, weight);
        AreaWeek(area).Learn(slot, weighted, predicted);
        predicted *= AreaWeek(area).Ratio(slot, weight);
        own?.Learn(slot, weighted, predicted, weight);
    }
}
