using SharpFuzz;

namespace Reports.Fuzzing;

/// <summary>Reads one input from afl-fuzz after the other; without afl-fuzz, one from standard input.</summary>
internal static class FuzzingProgram
{
    private static int Main(string[] args)
    {
        if (args is not [var name] || !FuzzTargets.Names.Contains(name))
        {
            Console.Error.WriteLine($"Usage: Reports.Fuzzing {string.Join('|', FuzzTargets.Names)}");
            return 2;
        }

        // Instrumented code may run only inside; what the first input loads is not held against it.
        FuzzTarget? target = null;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            target ??= FuzzTargets.Start(name);
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target.Give(input.ToArray());
        });
        return 0;
    }
}
