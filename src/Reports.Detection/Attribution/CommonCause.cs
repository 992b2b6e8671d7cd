using Reports.Detection.Detectors;

namespace Reports.Detection.Attribution;

/// <summary>
/// How probable it is that a provider below many services (a cloud, a network others rent) has failed, from what its customers and its own reports
/// show: Bayes' rule with customers independent once the provider's state is known.
/// </summary>
public static class CommonCause
{
    // Chances within an hour or two, set by hand: nobody publishes them. A provider fails once in some weeks; a customer stands out in four of ten
    // such failures, because most fail in part, and by itself once in some days.
    private const double ProviderFails = 0.002;
    private const double CustomerWithIt = 0.4;
    private const double CustomerAlone = 0.005;

    /// <summary>Probability, (0, 1), that the provider has failed.</summary>
    /// <param name="own">What the provider's own reports show in the same places: few people know a cloud by name, so silence says little.</param>
    /// <param name="alarmed">Customers in alarm in the same places, ≥ 0.</param>
    /// <param name="customers">All customers that are watched, ≥ <paramref name="alarmed"/>.</param>
    public static double Probability(AlarmLevel own, int alarmed, int customers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(alarmed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alarmed, customers);
        var (withIt, without) = own switch
        {
            AlarmLevel.Alarm => (0.6, 0.003),
            AlarmLevel.Possible => (0.15, 0.01),
            AlarmLevel.None => (0.25, 0.987),
        };
        var odds = Math.Log(ProviderFails / (1 - ProviderFails)) + Math.Log(withIt / without)
            + (alarmed * Math.Log(CustomerWithIt / CustomerAlone))
            + ((customers - alarmed) * Math.Log((1 - CustomerWithIt) / (1 - CustomerAlone)));
        return 1 / (1 + Math.Exp(-odds));
    }
}
