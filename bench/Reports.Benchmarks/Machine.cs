using System.Globalization;
using System.Runtime.InteropServices;

namespace Reports.Benchmarks;

/// <summary>What a figure is worth without: the machine and the commit.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync()
    {
        var commit = (await Tool.RunAsync("git", ["rev-parse", "--short", "HEAD"])).Trim();
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, commit {commit}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, load average before the run {load}.");
    }
}
