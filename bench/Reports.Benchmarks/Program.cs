using System.CommandLine;
using Reports.Benchmarks;
using Reports.Benchmarks.Cost;
using Reports.Benchmarks.Crash;
using Reports.Benchmarks.Intake;

var root = new RootCommand("What Reports is measured by. Each verb prints a table and, with --results, writes it as a file to commit.")
{
    CostVerb.Create(),
    CrashVerb.Create(),
    DetectionVerb.Create(),
    WorldsVerb.Create(),
    NewServicesVerb.Create(),
    IntakeVerb.Create(),
    OverloadVerb.Create(),
    EnduranceVerb.Create(),
    GrowthVerb.Create(),
    CompareVerb.Create(),
    BatchVerb.Create(),
    PagesVerb.Create(),
    StreamsVerb.Create(),
    StaticVerb.Create(),
    SlimVerb.Create(),
};
return await root.Parse(args).InvokeAsync();
