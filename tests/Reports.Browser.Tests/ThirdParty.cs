using System.Diagnostics;

namespace Reports.Browser.Tests;

/// <summary>Programs of others that judge ours. <c>./test.sh</c> installs them under <c>tests/tools</c>.</summary>
internal static class ThirdParty
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
    private static readonly string Folder = Path.Combine(Root, "tests/tools");

    public static string Package(string path)
    {
        var file = Path.Combine(Folder, "node_modules", path);
        Assert.SkipUnless(File.Exists(file), "npm ci --prefix tests/tools has not been run.");
        return file;
    }

    /// <summary>Runs a program to its end and returns what it wrote, whatever it thinks of it.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return await output + await error;
    }
}
