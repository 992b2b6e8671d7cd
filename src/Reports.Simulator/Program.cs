using System.CommandLine;
using Reports.Simulator;

var root = new RootCommand("Simulated people, recorded counts and their scores for Reports.")
{
    SimulateVerb.Create(),
    HistoryVerb.Create(),
    LoadVerb.Create(),
    BacktestVerb.Create(),
    ScoreVerb.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
