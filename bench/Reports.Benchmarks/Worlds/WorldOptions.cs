namespace Reports.Benchmarks.Worlds;

/// <summary>
/// What a simulated world assumes. The defaults are those of outage-dev-101 as its counts and its truth show them: rates, clumps, noise, durations and
/// multipliers were measured there. Rates are reports per minute, times are minutes from a Monday, 00:00 UTC.
/// </summary>
internal sealed record WorldOptions
{
    public required string Name { get; init; }

    public int Minutes { get; init; } = 6 * 7 * 1440;

    /// <summary>Alarms and outages count from here on.</summary>
    public int ScoreFrom { get; init; } = 4 * 7 * 1440;

    public int Services { get; init; } = 24;

    /// <summary>A service's rate in a middling country; services are spread evenly over the logarithms between the two.</summary>
    public (double Low, double High) ServiceRates { get; init; } = (0.003, 1.4);

    /// <summary>Standard deviation of a country's log rate.</summary>
    public double CountrySpread { get; init; } = 0.74;

    /// <summary>Of what a service has in a country beyond the two.</summary>
    public double SeriesSpread { get; init; } = 0.48;

    /// <summary>Variance over mean of a minute's count at a known rate; each series has one of these.</summary>
    public IReadOnlyList<double> Clumping { get; init; } = [1, 1.1, 1.3, 1.7];

    /// <summary>Standard deviation of an hour's mean around the baseline, as a share of it.</summary>
    public double HourNoise { get; init; } = 0.11;

    /// <summary>Standard deviation of a service's weekly growth.</summary>
    public double WeeklyGrowth { get; init; } = 0.04;

    /// <summary>Holidays of a country in the six weeks, and what a day is multiplied by.</summary>
    public int Holidays { get; init; } = 2;

    public IReadOnlyList<double> HolidayFactors { get; init; } = [0.6, 0.7, 1.35];

    /// <summary>Countries that rest on Friday and Saturday.</summary>
    public IReadOnlyList<string> FridayCountries { get; init; } = ["SA", "EG"];

    /// <summary>Countries whose whole week runs up to <see cref="LatestPhaseHours"/> earlier or later than their clock says.</summary>
    public int ShiftedCountries { get; init; }

    public int LatestPhaseHours { get; init; } = 4;

    /// <summary>Countries that put their clocks forward by an hour at <see cref="ClockChangeMinute"/>, of which no detector is told.</summary>
    public IReadOnlyList<string> ClockChangeCountries { get; init; } = [];

    public int ClockChangeMinute { get; init; } = (4 * 7 * 1440) + (7 * 720);

    /// <summary>Rate of the first service where it is complained about day and night, at a level that wanders; null where no service is.</summary>
    public double? AllDayRate { get; init; }

    /// <summary>When the last service begins to exist; null where it always did.</summary>
    public int? NewServiceFrom { get; init; }

    /// <summary>Outages of a service before and from <see cref="ScoreFrom"/> on, on average.</summary>
    public (double Before, double Scored) OutagesPerService { get; init; } = (1.8, 4.4);

    /// <summary>Outages of one country that hit several services at once.</summary>
    public int SharedOutages { get; init; } = 2;

    public int SharedServices { get; init; } = 5;

    public (int Shortest, int Longest) OutageMinutes { get; init; } = (15, 450);

    /// <summary>Peak over baseline.</summary>
    public (double Low, double High) Multipliers { get; init; } = (3, 200);

    /// <summary>Standard deviation of the logarithm by which a country's surge differs from that of the whole outage.</summary>
    public double MultiplierSpread { get; init; } = 0.37;

    public double BlipsPerService { get; init; } = 5.4;

    /// <summary>Chances that a blip takes one, two, three… minutes.</summary>
    public double[] BlipMinutes { get; init; } = [0.8, 0.2];

    public int BotsPerService { get; init; } = 1;

    /// <summary>Lengths of the gaps in the recording.</summary>
    public IReadOnlyList<int> GapMinutes { get; init; } = [25];

    /// <summary>The assumptions that the detector's constants were chosen under.</summary>
    public static WorldOptions Like101 { get; } = new() { Name = "Like101" };

    /// <summary>What makes <see cref="Rough"/> rough, one at a time.</summary>
    public static IReadOnlyList<(string Name, Func<WorldOptions, WorldOptions> Change)> Surprises { get; } =
    [
        ("clumps in all series, φ about 2", world => world with { Clumping = [1.7, 2, 2.3] }),
        ("twice the noise of the hour", world => world with { HourNoise = 0.22 }),
        ("Friday weekends in all of ME", world => world with { FridayCountries = ["AE", "SA", "EG"] }),
        ("four countries' days shifted by 1 or 2 hours", world => world with { ShiftedCountries = 4, LatestPhaseHours = 2 }),
        ("four countries' days shifted by 1 to 4 hours", world => world with { ShiftedCountries = 4, LatestPhaseHours = 4 }),
        ("clocks moved in the fifth week", world => world with { ClockChangeCountries = ["US", "CA", "GB", "DE", "ES"] }),
        ("a service complained about day and night", world => world with { AllDayRate = 3 }),
        ("a service that begins in the third week", world => world with { NewServiceFrom = 2 * 7 * 1440 }),
        ("more and longer outages", world => world with { OutagesPerService = (2.5, 6), SharedOutages = 3, OutageMinutes = (20, 700) }),
        ("livelier blips, bots and gaps", world => world with { BlipsPerService = 16, BlipMinutes = [0.6, 0.25, 0.15], BotsPerService = 2, GapMinutes = [25, 40] }),
    ];

    /// <summary>All of the surprises at once: noisier, lumpier and full of what nobody tells a detector.</summary>
    public static WorldOptions Rough { get; } = Surprises.Aggregate(Like101, (world, surprise) => surprise.Change(world)) with { Name = "Rough" };

    /// <summary>Other assumptions without other nuisances: lumpier and noisier counts, shifted days, more and longer outages, a service that is always complained about.</summary>
    public static WorldOptions Other { get; } = Like101 with
    {
        Name = "Other",
        Clumping = [1.7, 2, 2.3],
        HourNoise = 0.16,
        ShiftedCountries = 4,
        OutagesPerService = (2.5, 6),
        SharedOutages = 3,
        OutageMinutes = (20, 700),
        AllDayRate = 3,
    };
}
