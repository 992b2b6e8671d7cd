namespace Reports.Scenarios.Chance;

/// <summary>
/// Random numbers named by integers (seed, service, place, day…): the same name gives the same numbers on every machine
/// and version, and different names are independent. SplitMix64 (Steele, Lea, Flood 2014). Not for several threads at once.
/// </summary>
public sealed class Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    public Dice(params ReadOnlySpan<ulong> name) => _state = Hash(name);

    /// <summary>64 well mixed bits for a name.</summary>
    public static ulong Hash(params ReadOnlySpan<ulong> name)
    {
        var hash = Golden;
        foreach (var part in name)
        {
            hash = Mix(hash + Mix(part + Golden));
        }

        return hash;
    }

    public ulong NextBits() => Mix(_state += Golden);

    /// <summary>Uniform in (0, 1]: safe to take the logarithm of.</summary>
    public double NextUnit() => ((NextBits() >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public int NextBelow(int bound) => (int)(((NextBits() >> 32) * (ulong)bound) >> 32);

    /// <summary>True with probability <paramref name="probability"/>.</summary>
    public bool Chance(double probability) => NextUnit() <= probability;

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(NextUnit());

    /// <summary>Gamma with whole-number <paramref name="shape"/> and mean 1: the mean of that many exponentials.</summary>
    public double NextGamma(int shape)
    {
        var sum = 0.0;
        for (var i = 0; i < shape; i++)
        {
            sum += NextExponential();
        }

        return sum / shape;
    }

    /// <summary>Poisson with the given mean, as the number of unit exponential gaps that fit into it.</summary>
    public int NextPoisson(double mean)
    {
        var count = 0;
        for (var left = mean - NextExponential(); left > 0; left -= NextExponential())
        {
            count++;
        }

        return count;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
