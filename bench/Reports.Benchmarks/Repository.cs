namespace Reports.Benchmarks;

/// <summary>Files of the repository that this program was built in, from wherever it is started.</summary>
internal static class Repository
{
    public static string Find(string path)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, "Reports.sln")))
            {
                return Path.Combine(folder, path);
            }
        }

        throw new InvalidOperationException("This program is not inside its repository.");
    }
}
