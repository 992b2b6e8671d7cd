using BenchmarkDotNet.Attributes;

namespace Reports.Benchmarks.Cost;

/// <summary>Two minutes of a very large site on one core: the last of an hour, which teaches the baselines, and the first of the next, which needs new usual rates.</summary>
public class TurnOfHourBenchmark
{
    private ManyServices? _site;

    /// <summary>Per cent.</summary>
    [Params(1, 5)]
    public int Busy { get; set; }

    [GlobalSetup]
    public void Setup() => _site = new ManyServices(Busy / 100.0);

    [IterationSetup]
    public void GoToLastOfHour() => _site!.SkipToLastOfHour();

    [Benchmark]
    public int TurnOfHour() => _site!.Tick() + _site.Tick();
}
