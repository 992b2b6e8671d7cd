using System.CommandLine;
using Reports.Benchmarks;
using Reports.Benchmarks.Cost;

var root = new RootCommand("What Reports is measured by. Each verb prints a table and, with --results, writes it as a file to commit.")
{
    CostVerb.Create(),
    DetectionVerb.Create(),
    WorldsVerb.Create(),
    NewServicesVerb.Create(),
    PagesVerb.Create(),
    StreamsVerb.Create(),
    StaticVerb.Create(),
};
return await root.Parse(args).InvokeAsync();
