using System.Runtime.InteropServices;

namespace Reports.Web.Hosting;

/// <summary>
/// A core file is the memory of the process, and that has the addresses of those who were just being answered: the kernel is asked to write none, whatever
/// the machine is set to, nor to hand it to a program. Who needs a dump turns on that of the runtime (docs/self-hosting.md).
/// </summary>
internal static class CoreFiles
{
    /// <summary>RLIMIT_CORE, the same on Linux and macOS.</summary>
    private const int Resource = 4;

    /// <summary>PR_SET_DUMPABLE.</summary>
    private const int Dumpable = 4;

    public static void TurnOff()
    {
        if (!OperatingSystem.IsWindows() && GetLimit(Resource, out var limit) == 0)
        {
            limit.Current = 0;
            _ = SetLimit(Resource, limit);
        }

        // The limit is for files: where core_pattern names a program, that gets the whole memory all the same. The dump of the runtime is made by another
        // process, which then could not read this one.
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DOTNET_DbgEnableMiniDump") is not "1")
        {
            _ = Control(Dumpable, 0);
        }
    }

    [DllImport("libc", EntryPoint = "getrlimit"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [DllImport("libc", EntryPoint = "prctl"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nuint value);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Current;
        public nuint Most;
    }
}
