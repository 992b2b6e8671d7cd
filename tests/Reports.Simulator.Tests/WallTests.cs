namespace Reports.Simulator.Tests;

public sealed class WallTests
{
    /// <summary>A project's output holds everything it references, directly or not, used or not.</summary>
    [Fact]
    public void The_simulator_knows_everything_but_the_site()
    {
        var beside = Directory.EnumerateFiles(AppContext.BaseDirectory, "Reports.*.dll").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(
            ["Reports.Data", "Reports.Detection", "Reports.Domain", "Reports.Pipeline", "Reports.Scenarios", "Reports.Simulator", "Reports.Simulator.Tests"],
            beside.Order(StringComparer.Ordinal));
    }
}
