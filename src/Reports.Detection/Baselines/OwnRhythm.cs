namespace Reports.Detection.Baselines;

/// <summary>What a series has of its own beyond its neighbours' rhythm: a day, learnt within days, and a week.</summary>
internal sealed class OwnRhythm(BaselineOptions options)
{
    private readonly RatioTable day = new(LocalWeek.DaySlots, options.CountryDayEvents);
    private readonly RatioTable week = new(LocalWeek.Slots, options.CountryWeekEvents);

    public double Ratio(int slot, double weight) => day.Ratio(slot % LocalWeek.DaySlots, weight) * week.Ratio(slot, weight);

    /// <param name="seen">Weighted as the tables are.</param>
    /// <param name="predicted">By all that is shared.</param>
    public void Learn(int slot, double seen, double predicted, double weight)
    {
        day.Learn(slot % LocalWeek.DaySlots, seen, predicted);
        week.Learn(slot, seen, predicted * day.Ratio(slot % LocalWeek.DaySlots, weight));
    }

    public void Rescale(double factor)
    {
        day.Rescale(factor);
        week.Rescale(factor);
    }
}
