using Reports.Detection.Evaluation;

namespace Reports.Benchmarks.Worlds;

/// <summary>An outage on one series, with what makes it detectable or not.</summary>
/// <param name="Nats">Expected log-likelihood ratio of the whole outage against the true baseline.</param>
/// <param name="Status"><c>detectable</c>, <c>marginal</c> or <c>hidden</c>.</param>
internal sealed record WorldLabel(LabelledOutage Outage, string Level, double Nats, string Status);

/// <summary>Labels a world's outages on all levels, as outage-dev-101's truth does.</summary>
internal static class TruthBuilder
{
    /// <summary>The cuts of outage-dev-101: from 15 nats on anyone should see it, below 3 nobody could.</summary>
    public const double DetectableNats = 15, MarginalNats = 3;

    public static List<WorldLabel> Labels(TrueBaseline baseline, IEnumerable<SimulatedOutage> outages) =>
        [.. outages.SelectMany(outage => outage.Services, (outage, service) => Labels(baseline, outage, service)).SelectMany(labels => labels)];

    public static OutageTruth Truth(WorldOptions options, IReadOnlyList<WorldLabel> labels, IReadOnlyList<SimulatedNuisance> nuisances)
    {
        var levels = Enumerable.Range(0, options.Services)
            .SelectMany(_ => Places(Geography.All()), (service, place) => (Series: Name(service, place.Path), place.Level))
            .ToDictionary(series => series.Series, series => series.Level, StringComparer.Ordinal);
        return new OutageTruth(
            options.ScoreFrom,
            options.Minutes,
            levels,
            [.. labels.Select(label => label.Outage)],
            [.. nuisances.SelectMany(nuisance => nuisance.Service < 0
                ? [new LabelledNuisance("*", nuisance.Kind, nuisance.Start, nuisance.End)]
                : Places([.. nuisance.Sizes.Keys]).Select(place => new LabelledNuisance(Name(nuisance.Service, place.Path), nuisance.Kind, nuisance.Start, nuisance.End)))]);
    }

    private static IEnumerable<WorldLabel> Labels(TrueBaseline baseline, SimulatedOutage outage, int service)
    {
        foreach (var (path, level, parts) in Places(outage.Countries))
        {
            var nats = 0.0;
            for (var minute = outage.Start; minute < outage.End; minute++)
            {
                var usual = parts.Sum(country => baseline.Rate(service, country, minute));
                var surged = usual + parts.Sum(country => baseline.Rate(service, country, minute) * outage.Excess(service, country, minute));
                nats += usual > 0 ? (surged * Math.Log(surged / usual)) - (surged - usual) : 0;
            }

            var status = nats >= DetectableNats ? "detectable" : nats >= MarginalNats ? "marginal" : "hidden";
            yield return new WorldLabel(
                new LabelledOutage(Name(service, path), outage.Id, outage.Start, outage.End, outage.TailEnd, nats >= DetectableNats), level, nats, status);
        }
    }

    /// <summary>The world, the macro-regions that the countries lie in, and the countries, each with all countries it consists of.</summary>
    private static IEnumerable<(string Path, string Level, int[] Parts)> Places(IReadOnlyList<int> countries)
    {
        yield return ("*", "global", Geography.All());
        foreach (var macro in Geography.Macros.Where(macro => countries.Any(country => string.Equals(Geography.Countries[country].Macro, macro, StringComparison.Ordinal))))
        {
            yield return (macro, "macro", Geography.Of(macro));
        }

        foreach (var country in countries)
        {
            yield return (Geography.Countries[country].Path, "country", [country]);
        }
    }

    private static string Name(int service, string path) => $"{Geography.Service(service)}|{path}";
}
