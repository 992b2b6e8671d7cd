using System.CommandLine;
using Reports.Simulator.Backtest;

namespace Reports.Simulator;

internal static class ScoreVerb
{
    public static Command Create()
    {
        var truth = new Option<FileInfo>("--truth") { Required = true, Description = "What really happened, JSON." };
        var alarms = new Option<FileInfo>("--alarms") { Required = true, Description = "series,start,end[,severity]." };
        var command = new Command("score", "Scores alarms against the truth of simulated outages.") { truth, alarms };
        command.SetAction(result =>
        {
            var what = OutageTruthFile.ReadTruth(result.GetRequiredValue(truth));
            result.InvocationConfiguration.Output.Write(ScoreTable.Of(what, OutageTruthFile.ReadAlarms(result.GetRequiredValue(alarms))));
            return ExitCodes.Success;
        });
        return command;
    }
}
