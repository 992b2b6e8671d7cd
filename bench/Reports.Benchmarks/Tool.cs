using System.ComponentModel;
using System.Diagnostics;

namespace Reports.Benchmarks;

/// <summary>Runs a program and returns what it printed.</summary>
internal static class Tool
{
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })
                ?? throw new InvalidOperationException($"{program} did not start.");
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} is not installed.", exception);
        }
    }
}
