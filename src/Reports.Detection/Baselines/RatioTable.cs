namespace Reports.Detection.Baselines;

/// <summary>
/// Multiplicative corrections to a parent's prediction, one per slot of a cycle, learnt online with forgetting.
/// A slot's ratio has a Gamma(α, α) prior, so its posterior mean is (α + ΣY)/(α + ΣF), with Y what was seen and F what the
/// parent predicted: 1 without data, Y/F with much. Neighbouring slots lend half their weight each side, because hours next
/// to each other differ little. Forgetting is done by weighing new hours ever more: the caller passes the growing weight.
/// </summary>
internal sealed class RatioTable(int slots, double priorEvents)
{
    // Interleaved Y, F: both are always read together.
    private readonly double[] sums = new double[2 * slots];

    /// <param name="weight">The weight new data would get now, > 0; the prior counts in the same unit.</param>
    public double Ratio(int slot, double weight)
    {
        var before = 2 * (slot == 0 ? slots - 1 : slot - 1);
        var here = 2 * slot;
        var after = 2 * (slot + 1 == slots ? 0 : slot + 1);
        var prior = priorEvents * weight;
        var seen = sums[here] + (0.5 * (sums[before] + sums[after]));
        var predicted = sums[here + 1] + (0.5 * (sums[before + 1] + sums[after + 1]));
        return (prior + seen) / (prior + predicted);
    }

    /// <summary>Predicted events that the ratio of a slot rests on, neighbours included, ≥ 0.</summary>
    public double Events(int slot, double weight)
    {
        var before = 2 * (slot == 0 ? slots - 1 : slot - 1);
        var after = 2 * (slot + 1 == slots ? 0 : slot + 1);
        return (sums[(2 * slot) + 1] + (0.5 * (sums[before + 1] + sums[after + 1]))) / weight;
    }

    public void Learn(int slot, double weightedSeen, double weightedPredicted)
    {
        sums[2 * slot] += weightedSeen;
        sums[(2 * slot) + 1] += weightedPredicted;
    }

    public void Rescale(double factor)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] *= factor;
        }
    }
}
