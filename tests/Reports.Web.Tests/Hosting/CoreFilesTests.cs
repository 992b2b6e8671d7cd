using System.Globalization;
using System.Runtime.InteropServices;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

/// <summary>Looked at in this process, which gets back what it had: only the site turns them off for good.</summary>
public sealed class CoreFilesTests
{
    private const int GetDumpable = 3, SetDumpable = 4;

    [Fact]
    public void Neither_the_kernel_nor_a_program_that_it_pipes_to_gets_the_memory_of_the_site()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only.");
        var before = Control(GetDumpable, 0);

        // A site that a test before started in this process has turned them off already.
        _ = Control(SetDumpable, 1);
        var limit = SoftLimit();
        try
        {
            CoreFiles.TurnOff();

            Assert.Equal((0, "0"), (Control(GetDumpable, 0), SoftLimit()));
        }
        finally
        {
            _ = Control(SetDumpable, (nuint)before);
            _ = SetLimit(4, [limit == "unlimited" ? nuint.MaxValue : nuint.Parse(limit, CultureInfo.InvariantCulture), HardLimit()]);
        }

        Assert.Equal((before, limit), (Control(GetDumpable, 0), SoftLimit()));
    }

    private static string SoftLimit() => Limits()[^3];

    private static nuint HardLimit() => Limits()[^2] is var limit && limit == "unlimited" ? nuint.MaxValue : nuint.Parse(limit, CultureInfo.InvariantCulture);

    private static string[] Limits() =>
        File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max core file size", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [DllImport("libc", EntryPoint = "prctl"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nuint value);

    [DllImport("libc", EntryPoint = "setrlimit"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, nuint[] limit);
}
