using Reports.Domain.Counting;
using Reports.Scenarios.Chance;

namespace Reports.Scenarios.Populations;

/// <summary>
/// What makes an ordinary day less regular than chance alone: a Gamma-distributed level per service and per country for each quarter
/// of an hour, and a slow drift from day to day. A function of the seed and the minute, so history and the live run agree at any minute.
/// </summary>
internal sealed class Unrest
{
    private const int TableSize = 1024;

    // A coefficient of variation of .08 for all of a service together, .17 for each country on its own.
    private const int ServiceShape = 150;
    private const int CountryShape = 36;
    private const double DriftAmplitude = 0.12;

    private readonly ulong _seed;
    private readonly double[] _service;
    private readonly double[] _country;

    public Unrest(ulong seed)
    {
        _seed = seed;
        _service = Table(ServiceShape);
        _country = Table(CountryShape);
        Highest = _service.Max() * _country.Max() * (1 + DriftAmplitude);
    }

    /// <summary>No level is above this.</summary>
    public double Highest { get; }

    /// <summary>Factor on the usual rate; its mean is 1.</summary>
    public double At(int serviceId, int place, int minute)
    {
        var quarter = (ulong)(minute / 15);
        var common = _service[Dice.Hash(_seed, 1, (ulong)serviceId, quarter) % TableSize];
        var own = _country[Dice.Hash(_seed, 2, (ulong)serviceId, (ulong)place, quarter) % TableSize];
        return common * own * Drift(serviceId, minute);
    }

    private double Drift(int serviceId, int minute)
    {
        var day = minute / MinuteBucket.PerDay;
        var passed = minute % MinuteBucket.PerDay / (double)MinuteBucket.PerDay;
        return 1 + DriftAmplitude * ((1 - passed) * OfDay(day) + passed * OfDay(day + 1));

        double OfDay(int number) => 2 * ((Dice.Hash(_seed, 3, (ulong)serviceId, (ulong)number) >> 11) / (double)(1UL << 53)) - 1;
    }

    private static double[] Table(int shape)
    {
        // The same table for every seed: only the places drawn from it differ.
        var random = new Dice((ulong)shape);
        var levels = new double[TableSize];
        for (var i = 0; i < TableSize; i++)
        {
            levels[i] = random.NextGamma(shape);
        }

        var mean = levels.Average();
        return Array.ConvertAll(levels, level => level / mean);
    }
}
