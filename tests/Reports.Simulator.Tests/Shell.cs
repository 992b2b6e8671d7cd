namespace Reports.Simulator.Tests;

/// <summary>Runs the command line in a folder of its own, as a person would.</summary>
public sealed class Shell(TimeProvider? time = null) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reports-simulator-");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, IEnumerable<string> lines)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>The rows of an alarms file, cut into their cells.</summary>
    public IReadOnlyList<string[]> Alarms(string name) => [.. File.ReadLines(PathOf(name)).Skip(1).Select(line => line.Split(','))];

    public async Task<Ending> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error, time ?? TimeProvider.System);
        return new Ending(code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

public sealed record Ending(int Code, string Output, string Error);
