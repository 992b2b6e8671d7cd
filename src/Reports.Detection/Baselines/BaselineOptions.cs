namespace Reports.Detection.Baselines;

/// <summary>
/// How the usual rate of a series is learnt. A strength in events α says how far a part is believed to stray from its
/// parent before it is seen: the relative standard deviation is 1/√α.
/// </summary>
public sealed record BaselineOptions
{
    /// <summary>Fresh reports per hour of a series nobody has seen yet, (0, 1000]. Default 6: one in ten minutes.</summary>
    public double PriorPerHour { get; init; } = 6;

    /// <summary>Events behind <see cref="PriorPerHour"/>, (0, 10]. Default 0.5: known to a factor of several.</summary>
    public double PriorEvents { get; init; } = 0.5;

    /// <summary>
    /// Events for which the built-in day curve counts where it is asked how far it may be wrong. Default 3: ± 58 % on a service's first day.
    /// </summary>
    public double ShapeEvents { get; init; } = 3;

    /// <summary>Strength of the built-in day curve for the service's day curve, events. Default 8: ± 35 %, for how deep a service's night is differs.</summary>
    public double DayEvents { get; init; } = 8;

    /// <summary>Strength of the service's day curve for its hours of the week, events. Default 50: ± 14 %.</summary>
    public double ServiceWeekEvents { get; init; } = 50;

    /// <summary>Strength of the service's week for a macro-region's, events. Default 50: ± 14 %.</summary>
    public double MacroWeekEvents { get; init; } = 50;

    /// <summary>Strength of the macro-region's day for a country's, events. Default 50: ± 14 %.</summary>
    public double CountryDayEvents { get; init; } = 50;

    /// <summary>Strength of the macro-region's week, with the country's own day, for a country's, events. Default 50: ± 14 %.</summary>
    public double CountryWeekEvents { get; init; } = 50;

    /// <summary>
    /// Fresh reports, with the level's forgetting, from which a series has a week of its own. Default 100: before, its own week would move
    /// the rate by a few per cent, less than chance does.
    /// </summary>
    public double OwnWeekEvents { get; init; } = 100;

    /// <summary>Fresh reports in one hour that make a series one with a week of its own at once. Default 5.</summary>
    public int OwnWeekHourEvents { get; init; } = 5;

    /// <summary>What the week's shape keeps of its past each week, (0, 1). Default 0.85: about six weeks count.</summary>
    public double ShapeKeepPerWeek { get; init; } = 0.85;

    /// <summary>Half-life of a series' level, hours. Default 336: two weeks.</summary>
    public double LevelHalfLifeHours { get; init; } = 336;

    /// <summary>Half-life of the recent level that follows holidays and trends, hours. Default 12.</summary>
    public double RecentHalfLifeHours { get; init; } = 12;

    /// <summary>Strength of "the recent level is the long-run level", events. Default 40: ± 16 %.</summary>
    public double RecentEvents { get; init; } = 40;

    /// <summary>Relative standard deviation of an hour around its prediction before any is seen, (0, 1]. Default 0.15.</summary>
    public double PriorSpread { get; init; } = 0.15;

    /// <summary>Hours of evidence behind <see cref="PriorSpread"/>. Default 48.</summary>
    public double SpreadHours { get; init; } = 48;

    /// <summary>Expected reports at which an hour tells about the spread with half weight: below, chance hides it. Default 20.</summary>
    public double SpreadHalfWeightEvents { get; init; } = 20;

    /// <summary>An hour is learnt as at most this many standard deviations above its prediction. Default 3.</summary>
    public double TrimDeviations { get; init; } = 3;

    /// <summary>The same where nothing was known when the watch began, so that what is usual is known within hours. Default 10.</summary>
    public double UnknownTrimDeviations { get; init; } = 10;

    /// <summary>
    /// After this many hours on end in alarm a series learns again, or a level that has moved for good would alarm for ever.
    /// Default 48.
    /// </summary>
    public int MaximumFreezeHours { get; init; } = 48;

    /// <summary>
    /// The same as a share of the hours watched so far, (0, 1]: where little is known, what is there may well be what is usual. Default 0.25;
    /// never less than <see cref="MinimumFreezeHours"/>.
    /// </summary>
    public double FreezeShare { get; init; } = 0.25;

    /// <summary>Hours on end in alarm that teach nothing, however little is known. Default 2.</summary>
    public int MinimumFreezeHours { get; init; } = 2;

    /// <summary>Days in a row on which an alarm at the same hour teaches nothing, [0, 3]; then it is a habit. Default 2.</summary>
    public int MaximumFreezeDays { get; init; } = 2;

    /// <summary>Variance of a minute's reports over their mean before any is seen, ≥ 1: people come in clumps. Default 1.25.</summary>
    public double PriorDispersion { get; init; } = 1.25;

    /// <summary>Events behind <see cref="PriorDispersion"/>. Default 50.</summary>
    public double DispersionEvents { get; init; } = 50;

    /// <summary>Counted reports per fresh one before any is seen, ≥ 1. Default 1.2.</summary>
    public double PriorCountsPerFresh { get; init; } = 1.2;
}
