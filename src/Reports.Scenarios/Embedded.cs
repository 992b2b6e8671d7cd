using System.Text.Json;

namespace Reports.Scenarios;

/// <summary>The data files that ship inside this assembly.</summary>
internal static class Embedded
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static Stream? TryOpen(string name) => typeof(Embedded).Assembly.GetManifestResourceStream($"Reports.Scenarios.{name}");

    public static T Read<T>(string name)
    {
        using var stream = TryOpen(name) ?? throw new FileNotFoundException($"The assembly carries no {name}.", name);
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidDataException($"{name} is empty.");
    }

    /// <summary>Names of the files under <paramref name="folder"/>, without folder and extension, in order.</summary>
    public static IReadOnlyList<string> Names(string folder)
    {
        var prefix = $"Reports.Scenarios.{folder}.";
        return typeof(Embedded).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[prefix.Length..]))
            .Order(StringComparer.Ordinal)
            .ToList();
    }
}
