using MathNet.Numerics.Distributions;
using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests;

/// <summary>Repeatable people: Poisson reports at rates the test chooses.</summary>
internal sealed class Chance(int seed)
{
    public Random Random { get; } = new(seed);

    public int Reports(double rate) => rate <= 0 ? 0 : Poisson.Sample(Random, rate);

    /// <summary>Teaches whole hours at given rates per minute, as a rebuilt detector would learn them.</summary>
    public void Teach(ServiceDetector detector, int fromHour, int hours, params (int Region, double Rate)[] rates)
    {
        for (var hour = fromHour; hour < fromHour + hours; hour++)
        {
            var sums = rates.Select(r => Sum(r.Region, r.Rate)).ToArray();
            detector.LearnHour(hour, 60, sums);
        }
    }

    public RegionHour Sum(int region, double rate)
    {
        var minutes = Enumerable.Range(0, 60).Select(_ => Reports(rate)).ToArray();
        return new RegionHour(region, minutes.Sum(), minutes.Sum(), minutes.Sum(m => (double)m * m), Frozen: false);
    }

    public RegionCount[] Minute(params (int Region, double Rate)[] rates) =>
        [.. rates.Select(r => Reports(r.Rate) is var n ? new RegionCount(r.Region, n, n) : default)];
}
