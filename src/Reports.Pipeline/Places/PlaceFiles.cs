namespace Reports.Pipeline.Places;

/// <summary>The data files that are copied beside the assembly.</summary>
internal static class PlaceFiles
{
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "Places", "Data");

    public static string InDirectory(string? directory, string name)
    {
        var path = Path.Combine(directory ?? Directory, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"The place data lack {name}.", path);
    }
}
