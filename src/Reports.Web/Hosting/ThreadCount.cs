namespace Reports.Web.Hosting;

/// <summary>
/// How many threads work: two for each processor, so that what computes for long, such as a look of the detection or SQLite, leaves one for everybody else; and
/// no more while none of them hangs. Left to itself the pool tries ever more of them under load, and they take the processors from each other,
/// even those that have no work and spin (docs/decisions/0027; Threads.props turns both off).
/// </summary>
public static class ThreadCount
{
    private const int Least = 4, PerProcessor = 2;

    public static void Set()
    {
        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(Math.Max(Least, PerProcessor * Environment.ProcessorCount), ports);
    }
}
