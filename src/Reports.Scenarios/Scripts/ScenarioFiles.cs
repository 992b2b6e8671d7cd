using System.Text.Json;
using System.Text.Json.Serialization;
using Reports.Domain.Catalog;

namespace Reports.Scenarios.Scripts;

/// <summary>Reads scenarios: those shipped by name, others from JSON. What it returns has been checked against the catalogue.</summary>
public static class ScenarioFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Names of the shipped scenarios, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = Embedded.Names("Scenarios");

    /// <summary>A shipped scenario.</summary>
    /// <exception cref="ScenarioException">There is none of that name, or it does not fit the catalogue.</exception>
    public static Scenario Load(string name, ServiceCatalog services, RegionCatalog regions)
    {
        using var stream = Embedded.TryOpen($"Scenarios.{name}.json")
            ?? throw new ScenarioException($"There is no scenario '{name}'. There are: {string.Join(", ", Names)}.");
        return Read(stream, name, services, regions);
    }

    /// <summary>A scenario from JSON; <paramref name="label"/> names it in messages.</summary>
    /// <exception cref="ScenarioException">The JSON is no scenario, or it does not fit the catalogue.</exception>
    public static Scenario Read(Stream json, string label, ServiceCatalog services, RegionCatalog regions)
    {
        Scenario scenario;
        try
        {
            scenario = JsonSerializer.Deserialize<Scenario>(json, Json) ?? throw new ScenarioException($"Scenario '{label}' is empty.");
        }
        catch (JsonException exception)
        {
            throw new ScenarioException($"Scenario '{label}' cannot be read: {exception.Message}", exception);
        }

        var faults = new ScenarioCheck(services, regions).FaultsOf(scenario);
        return faults.Count == 0
            ? scenario
            : throw new ScenarioException($"Scenario '{label}' cannot be played:{string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"))}");
    }
}
