namespace Reports.Benchmarks.Peers;

/// <summary>
/// A quasi-Poisson regression with logarithmic link, log μ = a(season) + β t. Seasons are groups, so that given β the solution for each is
/// e^a = Y/S with Y = Σ w y and S = Σ w e^(βt) over its rows, and Newton's method finds β alone: Σ w y t = Σ over seasons of Y M, where M is the mean
/// of t under weights w e^(βt) and the derivative −Σ Y V with V the variance of t. The same solution as by iteratively reweighted least squares, at a
/// few additions a row. Keeps the last fit; not thread-safe.
/// </summary>
internal sealed class FarringtonFit
{
    // In units of the whole past: the next step would be the square of the last.
    private const double Converged = 1e-6, LongestStep = 2, Steepest = 200;
    private const int MostSteps = 50;
    private readonly double[] _totals = new double[FarringtonPast.Seasons];
    private readonly double[] _sums = new double[FarringtonPast.Seasons];
    private readonly double[] _means = new double[FarringtonPast.Seasons];
    private readonly double[] _squares = new double[FarringtonPast.Seasons];
    private double _slope;
    private double _information;
    private int _rows;

    /// <summary>Σ w (y − μ)²/μ ÷ (rows − coefficients), ≥ 0.</summary>
    public double Dispersion { get; private set; }

    /// <summary>The mean of a row, also of one to come.</summary>
    /// <param name="row">Counted from the first row fitted.</param>
    public double At(int row, int season) => _totals[season] == 0 ? 0 : _totals[season] / _sums[season] * Math.Exp(_slope * TimeOf(row));

    /// <param name="response">Counts, ≥ 0, more than there are seasons.</param>
    /// <param name="seasons">Season of each row, every season at least once.</param>
    /// <param name="weights">Of each row, > 0.</param>
    public void Take(ReadOnlySpan<int> response, ReadOnlySpan<int> seasons, ReadOnlySpan<double> weights, bool hasTrend)
    {
        (_rows, _slope, _information) = (response.Length, 0, 0);
        Array.Clear(_totals);
        var timed = 0.0;
        for (var row = 0; row < response.Length; row++)
        {
            var value = weights[row] * response[row];
            _totals[seasons[row]] += value;
            timed += value * TimeOf(row);
        }

        AddUp(seasons, weights);
        for (var step = 0; hasTrend && step < MostSteps && _information > 0; step++)
        {
            var gap = timed;
            for (var season = 0; season < _totals.Length; season++)
            {
                gap -= _totals[season] * _means[season];
            }

            var change = Math.Clamp(gap / _information, -LongestStep, LongestStep);
            _slope = Math.Clamp(_slope + change, -Steepest, Steepest);
            AddUp(seasons, weights);
            if (Math.Abs(change) < Converged)
            {
                break;
            }
        }

        Dispersion = Deviations(response, seasons, weights) / (response.Length - _totals.Length - (hasTrend ? 1 : 0));
        _information = hasTrend ? _information : double.PositiveInfinity;
    }

    /// <summary>
    /// Gives the rows of the last fit, which weighed all alike, the weight 1/s² where their Anscombe residual
    /// s = 1.5 (y^⅔ μ^(−1/6) − μ^½)/√(φ (1 − h)) is above the limit, with h the leverage of the row.
    /// </summary>
    /// <returns>The sum of the weights.</returns>
    public double WeighOutliers(ReadOnlySpan<int> response, ReadOnlySpan<int> seasons, Span<double> weights, double limit)
    {
        var spread = Math.Max(1, Dispersion);
        var (growth, start) = Growth();
        var sum = (double)response.Length;
        for (var row = 0; row < response.Length; row++, start *= growth)
        {
            var season = seasons[row];
            var mean = _totals[season] * start / _sums[season];
            var above = response[row] - mean;
            // The residual is never further out than (y − μ)/√(φ μ (1 − h)), and cheaper to rule out by it.
            if (above <= 0 || mean <= 0)
            {
                continue;
            }

            var time = TimeOf(row) - _means[season];
            var unexplained = spread * (1 - (start / _sums[season]) - (mean * time * time / _information));
            if (above * above <= limit * limit * mean * unexplained)
            {
                continue;
            }

            var residual = 1.5 * ((Math.Pow(response[row], 2.0 / 3) * Math.Pow(mean, -1.0 / 6)) - Math.Sqrt(mean)) / Math.Sqrt(unexplained);
            if (residual > limit)
            {
                weights[row] = 1 / (residual * residual);
                sum += weights[row] - 1;
            }
        }

        return sum;
    }

    private double TimeOf(int row) => ((double)row / _rows) - 0.5;

    /// <summary>e^(βt) of the first row, and what each next one is times the one before.</summary>
    private (double Growth, double Start) Growth() => (Math.Exp(_slope / _rows), Math.Exp(-0.5 * _slope));

    private void AddUp(ReadOnlySpan<int> seasons, ReadOnlySpan<double> weights)
    {
        Array.Clear(_sums);
        Array.Clear(_means);
        Array.Clear(_squares);
        var (growth, value) = Growth();
        for (var row = 0; row < seasons.Length;)
        {
            var season = seasons[row];
            double sum = 0, first = 0, second = 0;
            for (; row < seasons.Length && seasons[row] == season; row++, value *= growth)
            {
                var (time, share) = (TimeOf(row), weights[row] * value);
                sum += share;
                first += share * time;
                second += share * time * time;
            }

            _sums[season] += sum;
            _means[season] += first;
            _squares[season] += second;
        }

        _information = 0;
        for (var season = 0; season < _sums.Length; season++)
        {
            _means[season] /= _sums[season];
            _information += _totals[season] * ((_squares[season] / _sums[season]) - (_means[season] * _means[season]));
        }
    }

    private double Deviations(ReadOnlySpan<int> response, ReadOnlySpan<int> seasons, ReadOnlySpan<double> weights)
    {
        var (growth, value) = Growth();
        var sum = 0.0;
        for (var row = 0; row < response.Length; row++, value *= growth)
        {
            var mean = _totals[seasons[row]] * value / _sums[seasons[row]];
            sum += mean > 0 ? weights[row] * (response[row] - mean) * (response[row] - mean) / mean : 0;
        }

        return sum;
    }
}
