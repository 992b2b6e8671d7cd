using Reports.Detection.Attribution;
using Reports.Detection.Detectors;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>Asks whose fault a surge is: that of a service people mix it up with, or of a provider below it.</summary>
public sealed class CauseFinder(ServiceCatalog catalog, SiteRegions regions, LearntRelations learnt)
{
    /// <summary>Before numbers are seen, a surge that rises with or after that of a service it is mixed up with is a spill nineteen times in twenty.</summary>
    private const double SpillPrior = 0.95;

    /// <summary>A surge that was there first seldom is one.</summary>
    private const double EarlierPrior = 0.2;

    /// <summary>Minutes by which an onset may be wrong.</summary>
    private const int OnsetSlack = 10;

    private const double MoreLikelyThanNot = 0.5;

    /// <summary>The service that explains the strongest series best, and every series that some service explains.</summary>
    /// <param name="watches">All services, by slug.</param>
    /// <param name="doubted">Services whose surge is no proof of an outage: it explains nothing, or who fakes one would hide another.</param>
    public Spill FindSpill(ServiceWatch watch, IReadOnlyDictionary<string, ServiceWatch> watches, IReadOnlySet<string> doubted)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(watches);
        ProbableCause? cause = null;
        var explained = new HashSet<int>();
        var strongest = 0.0;
        var others = catalog.Relations.ConfusedWith(watch.Service.Slug).Union(learnt.OriginsOf(watch.Service.Slug), StringComparer.Ordinal)
            .Where(slug => !doubted.Contains(slug)).Select(slug => watches.GetValueOrDefault(slug)).OfType<ServiceWatch>().ToList();
        if (others.Count == 0)
        {
            return new Spill(null, explained);
        }

        // Countries come last and are asked first: what is the sum of places that nothing explains is not explained by another place's failure.
        var inTheOpen = new HashSet<int>();
        var isCountrySeen = false;
        foreach (var verdict in watch.Verdicts.ToArray().Reverse())
        {
            var best = others.Select(other => (other.Service, Probability: Probability(verdict, watch.Trace(verdict.Region), other.Trace(verdict.Region)))).MaxBy(one => one.Probability);
            var isExplained = best.Probability >= MoreLikelyThanNot && !inTheOpen.Contains(verdict.Region);
            if (isExplained)
            {
                explained.Add(verdict.Region);
            }
            else
            {
                inTheOpen.UnionWith([regions.Tree[verdict.Region].Parent, SiteRegions.World]);
            }

            var isCountry = SiteRegions.IsCountry(verdict.Region);
            isCountrySeen |= isCountry;
            if (verdict.Evidence > strongest && (isCountry || !isCountrySeen))
            {
                strongest = verdict.Evidence;
                cause = isExplained ? new ProbableCause(best.Service, best.Probability, CauseKind.Confused) : null;
            }
        }

        return new Spill(cause, explained);
    }

    /// <summary>Both are taken at their height: an outage that ends is not the spill of what it spilt into.</summary>
    private static double Probability(SeriesVerdict verdict, SurgeTrace own, SurgeTrace other) => SpillModel.Probability(
        Math.Max(verdict.RatePerMinute, verdict.ExpectedPerMinute + own.ExcessPerMinute), verdict.ExpectedPerMinute, other, verdict.OnsetMinute >= other.OnsetMinute - OnsetSlack ? SpillPrior : EarlierPrior);

    /// <summary>The provider below it that fails most likely; null where none does.</summary>
    /// <param name="watches">All services, by slug.</param>
    /// <param name="doubted">Services whose surge is no proof of an outage: nobody's fault is put down to it.</param>
    public ProbableCause? FindProvider(ServiceWatch watch, IReadOnlyDictionary<string, ServiceWatch> watches, IReadOnlySet<string> doubted)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(watches);
        var places = Alarmed(watch);
        if (places.Count == 0)
        {
            return null;
        }

        return catalog.Relations.ProvidersOf(watch.Service.Slug).Where(slug => !doubted.Contains(slug)).Select(slug => watches.GetValueOrDefault(slug)).OfType<ServiceWatch>()
            .Select(provider => new ProbableCause(provider.Service, Probability(provider, places, watches), CauseKind.DependsOn))
            .Where(cause => cause.Probability >= MoreLikelyThanNot).MaxBy(cause => cause.Probability);
    }

    private double Probability(ServiceWatch provider, HashSet<int> places, IReadOnlyDictionary<string, ServiceWatch> watches)
    {
        var own = AlarmLevel.None;
        foreach (var verdict in provider.Verdicts)
        {
            own = places.Contains(verdict.Region) && verdict.Level > own ? verdict.Level : own;
        }

        var customers = catalog.Relations.Customers[provider.Service.Slug].Select(slug => watches.GetValueOrDefault(slug)).OfType<ServiceWatch>().ToList();
        return CommonCause.Probability(own, customers.Count(customer => Alarmed(customer).Overlaps(places)), customers.Count);
    }

    /// <summary>Countries and macro-regions in alarm; the world is in alarm with any of them.</summary>
    private static HashSet<int> Alarmed(ServiceWatch watch)
    {
        var places = new HashSet<int>();
        foreach (var verdict in watch.Verdicts)
        {
            if (verdict.Level == AlarmLevel.Alarm && verdict.Region != SiteRegions.World)
            {
                places.Add(verdict.Region);
            }
        }

        return places;
    }
}

/// <summary>What of a surge another service explains that people mix it up with.</summary>
/// <param name="Cause">Who explains its strongest series; null where nobody does.</param>
/// <param name="Explained">Regions whose surge is no more than another service's spill explains.</param>
public sealed record Spill(ProbableCause? Cause, IReadOnlySet<int> Explained);
