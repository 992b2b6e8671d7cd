using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;

namespace Reports.Pipeline.Tests.Alarms;

/// <summary>What the gauges say of the board that everybody reads.</summary>
public sealed class DetectionMetricsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StatusBoardHolder _boards = new();
    private readonly ServiceProvider _services;

    public DetectionMetricsTests()
    {
        _services = new ServiceCollection().AddMetrics().AddSingleton(_boards).AddSingleton<TimeProvider>(_clock).AddSingleton<DetectionMetrics>().BuildServiceProvider();
        _services.GetRequiredService<DetectionMetrics>();
    }

    [Fact]
    public void A_doubt_counts_while_it_holds_an_outage_at_possible()
    {
        var outage = SampleBoards.Blackout().Outages[0];
        Publish(
            outage with { State = OutageState.Possible, Doubt = SourceDoubt.FewNetworks }, outage with { State = OutageState.Possible, Doubt = SourceDoubt.FewNetworks },
            outage with { State = OutageState.Possible }, outage with { State = OutageState.Resolved, Doubt = SourceDoubt.OneSource });

        Assert.Equal([("few-networks", 2), ("one-source", 0)], Read<int>("outages.doubted").Select(one => ((string)one.Tags["doubt"]!, one.Value)));
        Assert.Equal([("possible", 3), ("outage", 0), ("recovering", 0)], Read<int>("outages.open").Select(one => ((string)one.Tags["state"]!, one.Value)));
    }

    [Fact]
    public void The_board_ages_while_no_tick_makes_a_new_one()
    {
        Assert.Empty(Read<double>("status.board.age"));
        Publish();

        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(120, Assert.Single(Read<double>("status.board.age")).Value);
    }

    public void Dispose() => _services.Dispose();

    private void Publish(params OutageView[] outages) => _boards.Publish(new StatusBoard(1, _clock.GetUtcNow(), simulated: false, [], outages));

    private IReadOnlyList<CollectedMeasurement<T>> Read<T>(string name)
        where T : struct
    {
        using var collector = new MetricCollector<T>(_services.GetRequiredService<IMeterFactory>(), ReportsMeter.Name, name);
        collector.RecordObservableInstruments();
        return collector.GetMeasurementSnapshot();
    }
}
