using System.Globalization;

namespace Reports.Benchmarks.Crash;

/// <summary>A file system of its own inside a file: small enough to fill, and safe to break. Only root may mount it.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    /// <summary>Left to the load, so that the disk gets full by what the site writes.</summary>
    private const long LeftFree = 64 << 10;
    private const long MostLeftFree = 1 << 20;

    private readonly string _image;

    private SmallDisk(string folder) => (Folder, _image) = (folder, folder + ".img");

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    public static async Task<SmallDisk> MountAsync(int megabytes) => await TryMountAsync(megabytes) ?? throw new InvalidOperationException("A small disk cannot be mounted here.");

    /// <returns>Null where this machine lets nobody mount.</returns>
    public static async Task<SmallDisk?> TryMountAsync(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("reports-disk-").FullName);
        try
        {
            await Tool.RunAsync("truncate", ["-s", string.Create(CultureInfo.InvariantCulture, $"{megabytes}M"), disk._image]);
            await Tool.RunAsync("mkfs.ext4", ["-q", "-F", "-m", "0", disk._image]);
            await disk.MountAsync();
            return disk;
        }
        catch (InvalidOperationException)
        {
            disk.Delete();
            return null;
        }
    }

    public async Task FillAsync()
    {
        for (var left = LeftFree; ; left *= 2)
        {
            var size = new DriveInfo(Folder).AvailableFreeSpace - left;
            try
            {
                await Tool.RunAsync("fallocate", ["-l", size.ToString(CultureInfo.InvariantCulture), Ballast]);
                return;
            }
            catch (InvalidOperationException) when (left < MostLeftFree)
            {
                // The load has written meanwhile, or the file system needs room for its own.
                File.Delete(Ballast);
            }
        }
    }

    public void Free() => File.Delete(Ballast);

    /// <summary>What the kernel does when a disk fails: from now on it is read-only, also for files that are open.</summary>
    public Task BreakAsync() => Tool.RunAsync("mount", ["-o", "remount,abort", Folder]);

    /// <summary>After <see cref="BreakAsync"/>, once nobody has a file of it open.</summary>
    public async Task RepairAsync()
    {
        await UnmountAsync();
        await MountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await UnmountAsync();
        Delete();
    }

    private Task MountAsync() => Tool.RunAsync("mount", ["-o", "loop", _image, Folder]);

    private Task UnmountAsync() => Tool.RunAsync("umount", [Folder]);

    private void Delete()
    {
        File.Delete(_image);
        Directory.Delete(Folder);
    }
}
