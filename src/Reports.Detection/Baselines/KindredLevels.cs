using Reports.Detection.Series;

namespace Reports.Detection.Baselines;

/// <summary>
/// What other services of its kind say of one that nobody has reported yet (empirical Bayes; Gelman et al., <em>Bayesian Data Analysis</em>, ch. 5).
/// In each region the mean of its kind, shrunk to the mean of all services; known as well as the kind agrees. Immutable.
/// </summary>
public sealed class KindredLevels
{
    /// <summary>The mean of all services counts like this many of the kind.</summary>
    private const double AllWeight = 2;

    /// <summary>Bounds of α: services of a kind differ by a factor of several whatever few of them say.</summary>
    private const double LeastEvents = 0.1;
    private const double MostEvents = 1;

    private readonly double[] means;
    private readonly double[] busiest;
    private readonly double events;

    private KindredLevels(double[] means, double[] busiest, double events) => (this.means, this.busiest, this.events) = (means, busiest, events);

    /// <param name="tree">The regions the rates are of.</param>
    /// <param name="kindred">Usual rates of services of the kind, fresh reports per average hour ≥ 0 by region; all of one length.</param>
    /// <param name="all">The same of all services, those of the kind included.</param>
    /// <returns>Null where <paramref name="all"/> holds fewer than two services: one says nothing of another.</returns>
    public static KindredLevels? Of(RegionTree tree, IReadOnlyCollection<double[]> kindred, IReadOnlyCollection<double[]> all)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(kindred);
        ArgumentNullException.ThrowIfNull(all);
        if (all.Count < 2)
        {
            return null;
        }

        var averages = new double[tree.Count];
        var (meanSquares, variances) = (0.0, 0.0);
        var spread = kindred.Count > 1 ? kindred : all;
        for (var region = 0; region < averages.Length; region++)
        {
            averages[region] = (kindred.Sum(rates => rates[region]) + (AllWeight * all.Average(rates => rates[region]))) / (kindred.Count + AllWeight);
            var mean = spread.Average(rates => rates[region]);
            meanSquares += mean * mean;
            variances += spread.Sum(rates => (rates[region] - mean) * (rates[region] - mean)) / (spread.Count - 1);
        }

        return new KindredLevels(averages, Busiest(tree, all), variances > 0 ? Math.Clamp(meanSquares / variances, LeastEvents, MostEvents) : LeastEvents);
    }

    /// <summary>What is believed of a region; its mean is 0 where no service ever had a report.</summary>
    public LevelPrior At(int region) => new(means[region], events);

    /// <summary>Fresh reports per average hour of the service that has most there, its parts included; 0 where none has any.</summary>
    public double BusiestPerHour(int region) => busiest[region];

    private static double[] Busiest(RegionTree tree, IReadOnlyCollection<double[]> all)
    {
        var most = new double[tree.Count];
        foreach (var rates in all)
        {
            var sums = (double[])rates.Clone();
            for (var region = sums.Length - 1; region >= 0; region--)
            {
                most[region] = Math.Max(most[region], sums[region]);
                if (tree[region].Parent >= 0)
                {
                    sums[tree[region].Parent] += sums[region];
                }
            }
        }

        return most;
    }
}
