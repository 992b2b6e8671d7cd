namespace Reports.Scenarios.Populations;

/// <summary>Who uses the internet where: the shape of <c>countries.json</c>.</summary>
/// <param name="InternetUsers">Millions, rounded.</param>
/// <param name="Habit">By macro-region: how readily people there report, relative to each other.</param>
/// <param name="Closed">Countries where services from elsewhere are hardly used.</param>
/// <param name="WeekendFridaySaturday">Countries whose working week starts on Sunday.</param>
internal sealed record CountryFacts(
    Dictionary<string, double> InternetUsers,
    Dictionary<string, double> Habit,
    HashSet<string> Closed,
    HashSet<string> WeekendFridaySaturday)
{
    public static CountryFacts Shipped { get; } = Embedded.Read<CountryFacts>("Populations.Data.countries.json");
}

/// <summary>How often what is reported on an ordinary day: the shape of <c>services.json</c>.</summary>
internal sealed record ServiceFacts(Dictionary<string, UsageFacts> Categories, Dictionary<string, UsageFacts> Services)
{
    private static readonly UsageFacts Ordinary = new() { PerMinute = 0.01, Curve = "everyday", HomeOnly = false };

    public static ServiceFacts Shipped { get; } = Embedded.Read<ServiceFacts>("Populations.Data.services.json");

    /// <summary>What is said of the service itself, else of its category, else of an ordinary small service.</summary>
    public UsageFacts For(string slug, string category)
    {
        var kind = Categories.GetValueOrDefault(category, Ordinary);
        var own = Services.GetValueOrDefault(slug);
        return new UsageFacts
        {
            PerMinute = own?.PerMinute ?? kind.PerMinute ?? Ordinary.PerMinute,
            Curve = own?.Curve ?? kind.Curve ?? Ordinary.Curve,
            HomeOnly = own?.HomeOnly ?? kind.HomeOnly ?? Ordinary.HomeOnly,
            Countries = own?.Countries,
        };
    }
}

internal sealed record UsageFacts
{
    /// <summary>Mean over the week and the world.</summary>
    public double? PerMinute { get; init; }

    public string? Curve { get; init; }

    /// <summary>Used in its home countries only.</summary>
    public bool? HomeOnly { get; init; }

    /// <summary>Weights by country, where they are known better than from the number of internet users.</summary>
    public Dictionary<string, double>? Countries { get; init; }
}
