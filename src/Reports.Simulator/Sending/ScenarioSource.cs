using Reports.Domain.Catalog;
using Reports.Scenarios.Scripts;

namespace Reports.Simulator.Sending;

/// <summary>Finds a scenario by the name of a shipped one or by the path of a file.</summary>
internal static class ScenarioSource
{
    /// <exception cref="ScenarioException">There is none, or it cannot be played.</exception>
    public static Scenario Load(string nameOrPath, ServiceCatalog services, RegionCatalog regions)
    {
        if (!nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return ScenarioFiles.Load(nameOrPath, services, regions);
        }

        try
        {
            using var stream = File.OpenRead(nameOrPath);
            return ScenarioFiles.Read(stream, nameOrPath, services, regions);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException($"Scenario '{nameOrPath}' cannot be opened: {exception.Message}", exception);
        }
    }
}
