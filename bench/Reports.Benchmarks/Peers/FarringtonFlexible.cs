using MathNet.Numerics.LinearAlgebra;

namespace Reports.Benchmarks.Peers;

/// <summary>
/// Farrington flexible for weekly counts (A. Noufaily et al., 2013, Statistics in Medicine 32:1206): a quasi-Poisson regression, log μ = time +
/// season, on five years without the last half year, fitted twice so that past outbreaks weigh little, and a quantile of the negative binomial of
/// the fit as the limit. The trend is left out where it would extrapolate beyond the largest count.
/// </summary>
/// <param name="Alpha">Chance that an ordinary week passes the limit, (0, 1).</param>
internal sealed record FarringtonFlexible(double Alpha)
{
    private const int Years = 5, WeeksPerYear = 52, HalfWindow = 3, Seasons = 10, Left = 26;
    private const double OutlierLimit = 2.58, Converged = 1e-8, Least = 1e-12;
    private const int MostSteps = 25;

    /// <summary>The first week, counted from 0, that has enough weeks before it.</summary>
    public const int First = (Years * WeeksPerYear) + HalfWindow;

    /// <summary>What a week should have held and the greatest ordinary count; null where the regression has no solution.</summary>
    /// <param name="counts">Weekly counts, ≥ 0, of which only those before <paramref name="week"/> are read.</param>
    /// <param name="week">At least <see cref="First"/>.</param>
    public (double Expected, double Upper)? Limit(IReadOnlyList<int> counts, int week)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(week, First);
        var (from, to) = (week - First, week - Left);
        var response = Enumerable.Range(from, to - from).Select(past => (double)counts[past]).ToArray();
        if (response.Sum() == 0)
        {
            return (0, 0);
        }

        var seasons = Enumerable.Range(from, to - from).Select(past => SeasonOf(week - past)).ToArray();
        var withTrend = Refit(response, seasons, trend: true);
        var fit = withTrend is not null && withTrend.At(week - from, SeasonOf(0)) <= response.Max() ? withTrend : Refit(response, seasons, trend: false);
        return fit is null ? null : (fit.At(week - from, SeasonOf(0)), Quantile(fit.At(week - from, SeasonOf(0)), Math.Max(1, fit.Dispersion)));
    }

    /// <summary>The weeks around the same week of a year are one season, and those between two of them nine of nearly equal length.</summary>
    /// <param name="ago">Weeks before the present one.</param>
    private static int SeasonOf(int ago)
    {
        var after = (WeeksPerYear - (ago % WeeksPerYear)) % WeeksPerYear;
        if (after <= HalfWindow || after >= WeeksPerYear - HalfWindow)
        {
            return 0;
        }

        const int Between = WeeksPerYear - (2 * HalfWindow) - 1, Blocks = Seasons - 1, Longer = Between % Blocks, Length = Between / Blocks;
        var index = after - HalfWindow - 1;
        return 1 + (index < Longer * (Length + 1) ? index / (Length + 1) : Longer + ((index - (Longer * (Length + 1))) / Length));
    }

    /// <summary>Fits, weighs what lies far above down by its Anscombe residual, and fits again.</summary>
    private static Fit? Refit(double[] response, int[] seasons, bool trend)
    {
        var even = Enumerable.Repeat(1.0, response.Length).ToArray();
        if (Fit.Of(response, seasons, even, trend) is not { } first)
        {
            return null;
        }

        var residuals = first.AnscombeResiduals(response);
        var scale = response.Length / residuals.Sum(residual => residual > OutlierLimit ? 1 / (residual * residual) : 1);
        return Fit.Of(response, seasons, [.. residuals.Select(residual => scale * (residual > OutlierLimit ? 1 / (residual * residual) : 1))], trend);
    }

    private double Quantile(double mean, double dispersion)
    {
        var size = mean / (dispersion - 1);
        var probability = dispersion > 1 ? Math.Pow(dispersion, -size) : Math.Exp(-mean);
        var sum = probability;
        var count = 0;
        while (sum < 1 - Alpha && count < 1_000_000)
        {
            probability *= dispersion > 1 ? (size + count) / (count + 1) * (1 - (1 / dispersion)) : mean / (count + 1);
            sum += probability;
            count++;
        }

        return count;
    }

    /// <summary>A quasi-Poisson regression with logarithmic link, by iteratively reweighted least squares.</summary>
    private sealed record Fit(Matrix<double> Design, Vector<double> Coefficients, Vector<double> Means, Vector<double> Weights, bool HasTrend, double Dispersion)
    {
        public static Fit? Of(double[] response, int[] seasons, double[] weights, bool trend)
        {
            var columns = Seasons + (trend ? 1 : 0);
            var design = Matrix<double>.Build.Dense(response.Length, columns, (row, column) => column == Seasons ? row : seasons[row] == column ? 1 : 0);
            var means = Vector<double>.Build.Dense(response.Length, row => response[row] + 0.1);
            var prior = Vector<double>.Build.DenseOfArray(weights);
            var deviance = double.PositiveInfinity;
            for (var step = 0; step < MostSteps; step++)
            {
                var working = means.PointwiseMultiply(prior);
                var target = Vector<double>.Build.Dense(response.Length, row => Math.Log(means[row]) + ((response[row] - means[row]) / means[row]));
                var scaled = design.MapIndexed((row, _, value) => value * working[row]);
                var coefficients = scaled.TransposeThisAndMultiply(design).Solve(scaled.TransposeThisAndMultiply(target));
                means = (design * coefficients).Map(linear => Math.Max(Least, Math.Exp(linear)));
                var next = 2 * Enumerable.Range(0, response.Length).Sum(row =>
                    weights[row] * ((response[row] > 0 ? response[row] * Math.Log(response[row] / means[row]) : 0) - (response[row] - means[row])));
                if (!double.IsFinite(next))
                {
                    return null;
                }

                if (Math.Abs(next - deviance) / (Math.Abs(next) + 0.1) < Converged)
                {
                    var squares = Enumerable.Range(0, response.Length).Sum(row => weights[row] * (response[row] - means[row]) * (response[row] - means[row]) / means[row]);
                    return new Fit(design, coefficients, means, prior, trend, squares / (response.Length - columns));
                }

                deviance = next;
            }

            return null;
        }

        public double At(double time, int season) => Math.Exp(Coefficients[season] + (HasTrend ? Coefficients[Seasons] * time : 0));

        public double[] AnscombeResiduals(double[] response)
        {
            var root = Design.MapIndexed((row, _, value) => value * Math.Sqrt(Means[row] * Weights[row]));
            var leverage = root * root.TransposeThisAndMultiply(root).Inverse();
            var spread = Math.Max(1, Dispersion);
            return [.. response.Select((count, row) =>
                1.5 * ((Math.Pow(count, 2.0 / 3) * Math.Pow(Means[row], -1.0 / 6)) - Math.Sqrt(Means[row])) / Math.Sqrt(spread * (1 - leverage.Row(row).DotProduct(root.Row(row)))))];
        }
    }
}
