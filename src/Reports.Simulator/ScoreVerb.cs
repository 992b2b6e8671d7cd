using System.CommandLine;
using Reports.Simulator.Backtest;

namespace Reports.Simulator;

internal static class ScoreVerb
{
    public static Command Create()
    {
        var truth = new Option<FileInfo>("--truth") { Required = true, Description = "What really happened, JSON: outages, outbreaks in weekly counts, windows (NAB) or labelled points." };
        var alarms = new Option<FileInfo>("--alarms") { Required = true, Description = "series,start,end; more columns are ignored." };
        var command = new Command("score", "Scores alarms against what really happened.") { truth, alarms };
        command.SetAction(result =>
        {
            result.InvocationConfiguration.Output.Write(ScoreTable.Of(result.GetRequiredValue(truth), result.GetRequiredValue(alarms)));
            return ExitCodes.Success;
        });
        return command;
    }
}
