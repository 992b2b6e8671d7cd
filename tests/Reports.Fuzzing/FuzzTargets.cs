using Reports.Fuzzing.Targets;

namespace Reports.Fuzzing;

/// <summary>What is fuzzed, by name. <c>eng/fuzz.sh</c> runs one under afl-fuzz; the tests give each of them its committed corpus.</summary>
public static class FuzzTargets
{
    private static readonly Dictionary<string, Func<FuzzTarget>> All = new(StringComparer.Ordinal)
    {
        ["report"] = () => new ReportTarget(),
        ["batch"] = () => new BatchTarget(),
        ["place"] = () => new PlaceTarget(),
        ["query"] = () => new QueryTarget(),
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>A target that has loaded what it loads on first use.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static FuzzTarget Start(string name)
    {
        var target = All[name]();
        target.WarmUp();
        return target;
    }
}
