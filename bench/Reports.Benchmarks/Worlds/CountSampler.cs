using MathNet.Numerics.Distributions;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Worlds;

/// <summary>
/// Draws one service's minutes: Poisson or, where a series is clumped, negative binomial counts around the baseline times a gamma noise that is
/// drawn at each full hour and runs straight between, times what outages make of it, and nuisances on top.
/// </summary>
internal sealed class CountSampler(WorldOptions options, TrueBaseline baseline, IReadOnlyList<SimulatedOutage> outages, IReadOnlyList<SimulatedNuisance> nuisances)
{
    /// <summary>People who share a link are fresh, save a few; bots sit in networks that have just reported, save a few.</summary>
    private const double FreshInBlip = 0.98, FreshAmongBots = 0.02;

    /// <returns>Rows ordered by minute; the series is the place among the countries plus <paramref name="service"/> times their number.</returns>
    public List<MinuteRow> Rows(int service, Random random)
    {
        var countries = Geography.Countries.Count;
        var noises = Enumerable.Range(0, countries).Select(_ => Noise(random)).ToArray();
        var own = nuisances.Where(nuisance => nuisance.Service == service || nuisance.Service < 0).OrderBy(nuisance => nuisance.Start).ToList();
        var surges = outages.Where(outage => outage.Services.Contains(service)).OrderBy(outage => outage.Start).ToList();
        var rows = new List<MinuteRow>();
        for (var minute = 0; minute < options.Minutes; minute++)
        {
            surges.RemoveAll(outage => outage.TailEnd <= minute);
            own.RemoveAll(nuisance => nuisance.End <= minute);
            var isGap = own.Exists(nuisance => nuisance.Service < 0 && nuisance.Start <= minute);
            for (var country = 0; country < countries; country++)
            {
                var excess = 0.0;
                foreach (var surge in surges)
                {
                    if (surge.Start > minute)
                    {
                        break;
                    }

                    excess += surge.Excess(service, country, minute);
                }

                var (hour, within) = Math.DivRem(minute, 60);
                var noise = noises[country][hour] + ((noises[country][hour + 1] - noises[country][hour]) * (within + 0.5) / 60);
                var rate = baseline.Rate(service, country, minute) * noise * (1 + excess);
                var count = Draw.Count(random, rate, baseline.Clumping(service, country));
                var fresh = Thinned(count, TrueBaseline.FreshShare(rate), random);
                foreach (var nuisance in own)
                {
                    if (nuisance.Start > minute)
                    {
                        break;
                    }

                    if (nuisance.Sizes.TryGetValue(country, out var size))
                    {
                        var more = Draw.Count(random, size);
                        count += more;
                        fresh += Thinned(more, nuisance.Kind is "bots" ? FreshAmongBots : FreshInBlip, random);
                    }
                }

                if (count > 0 && !isGap)
                {
                    rows.Add(new MinuteRow(minute, (service * countries) + country, count, fresh));
                }
            }
        }

        return rows;
    }

    private static int Thinned(int count, double share, Random random) => count == 0 ? 0 : Binomial.Sample(random, share, count);

    private double[] Noise(Random random)
    {
        // An hour's mean is that of its two ends, so each has twice the variance.
        var shape = 1 / (2 * baseline.HourNoise * baseline.HourNoise);
        return [.. Enumerable.Range(0, (options.Minutes / 60) + 1).Select(_ => baseline.HourNoise > 0 ? Gamma.Sample(random, shape, shape) : 1)];
    }
}
