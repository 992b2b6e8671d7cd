using System.CommandLine;

namespace Reports.Benchmarks.Intake;

/// <summary><c>compare</c>: whether a change made the intake faster: two or more published sites on PostgreSQL, in turns.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var sites = new Option<FileInfo[]>("--site") { Description = "A published Reports.Web.dll; once for each, the first is what the others are compared with.", Required = true };
        var turns = new Option<int>("--turns") { Description = "Turns of each.", DefaultValueFactory = _ => 7 };
        var seconds = new Option<int>("--seconds") { Description = "Length of a turn.", DefaultValueFactory = _ => 6 };
        var command = new Command("compare", "The intake of several builds in turns.") { sites, turns, seconds };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(sites), result.GetValue(turns), TimeSpan.FromSeconds(result.GetValue(seconds)), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo[] sites, int turns, TimeSpan turn, CancellationToken cancellationToken)
    {
        var all = new List<Contender>();
        try
        {
            foreach (var site in sites)
            {
                all.Add(await Contender.StartAsync(site.DirectoryName!, site, cancellationToken));
            }

            await Contender.TakeTurnsAsync(all, turns, turn);
            await Console.Out.WriteLineAsync($"| site | {Contender.Head}");
            foreach (var each in all)
            {
                await Console.Out.WriteLineAsync(each.Row(all[0]));
            }
        }
        finally
        {
            foreach (var each in all)
            {
                await each.DisposeAsync();
            }
        }
    }
}
