using BenchmarkDotNet.Attributes;

namespace Reports.Benchmarks.Cost;

/// <summary>Minutes of a very large site on one core, by the share of its series that have a report a minute on average.</summary>
public class TickBenchmark
{
    private ManyServices? _site;

    /// <summary>Per cent.</summary>
    [Params(1, 5, 100)]
    public int Busy { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _site = new ManyServices(Busy / 100.0);
        for (var i = 0; i < 10; i++)
        {
            _site.Tick();
        }
    }

    [Benchmark]
    public int Tick() => _site!.Tick();
}
