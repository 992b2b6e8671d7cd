using System.CommandLine;
using Reports.Benchmarks;

var root = new RootCommand("What Reports is measured by. Each verb prints a table and, with --results, writes it as a file to commit.")
{
    DetectionVerb.Create(),
    WorldsVerb.Create(),
    PagesVerb.Create(),
    StreamsVerb.Create(),
    StaticVerb.Create(),
};
return await root.Parse(args).InvokeAsync();
