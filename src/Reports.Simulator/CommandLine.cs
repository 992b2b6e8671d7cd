using System.CommandLine;
using System.Text.Json;

namespace Reports.Simulator;

/// <summary>The whole command line, to be run from a shell or in a test.</summary>
public static class CommandLine
{
    /// <returns>Exit code; 2 where the arguments or the files they name make no beginning possible.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(error);
        var root = new RootCommand("Simulated people, recorded counts and their scores for Reports.")
        {
            SimulateVerb.Create(time),
            HistoryVerb.Create(time),
            LoadVerb.Create(time),
            BacktestVerb.Create(time),
            ScoreVerb.Create(),
        };
        var parsed = root.Parse(arguments);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
            return parsed.Errors.Count == 0 ? code : ExitCodes.CannotStart;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or JsonException)
        {
            await error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCodes.CannotStart;
        }
    }
}
