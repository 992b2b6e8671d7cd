using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Reports.Benchmarks.Intake;

/// <summary><c>growth</c>: whether what is stored makes the intake slower, on PostgreSQL: an empty database and two full ones, in turns.</summary>
internal static class GrowthVerb
{
    private const int Days = 30;
    private const int Turns = 7;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(8);

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var rows = new Option<int>("--rows") { Description = "Reports that are stored.", DefaultValueFactory = _ => 20_000_000 };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("growth", "The intake beside twenty million stored reports.") { site, rows, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(site), result.GetValue(rows), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, int rows, FileInfo? results, CancellationToken cancellationToken)
    {
        var machine = await Machine.DescribeAsync();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Growth

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- growth --site publish/Reports.Web.dll --results bench/results/growth.md

            {machine} Load, sites and databases share the cores. PostgreSQL 15 with fsync and synchronous_commit on, 1 GB of shared buffers and 4 GB of WAL between checkpoints, as in docker-compose.yml.
            Three sites, each with a database of its own, take turns of {Turn.TotalSeconds:F0} s, {Turns} each: {IntakeVerb.Connections} connections send as fast as they are answered, distinct people from distinct networks.
            Persons and networks are kept for two days, so those of reports spread over {Days} days are a fifteenth of them. × first is the median of the turns.

            | stored before | {Contender.Head}
            |---|---|---|---|---|---|---|---|

            """));
        await using var empty = await Contender.StartAsync("nothing", assembly, cancellationToken);
        var month = StartFullAsync(string.Create(CultureInfo.InvariantCulture, $"{rows:N0}, over {Days} days"), assembly, rows, Days, cancellationToken);
        var day = StartFullAsync(string.Create(CultureInfo.InvariantCulture, $"{rows:N0}, all of 24 hours"), assembly, rows, 1, cancellationToken);
        await using var first = await month;
        await using var second = await day;
        await Contender.TakeTurnsAsync([empty, first, second], Turns, Turn);
        foreach (var each in (Contender[])[empty, first, second])
        {
            text.AppendLine(each.Row(empty));
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static async Task<Contender> StartFullAsync(string name, FileInfo assembly, int rows, int days, CancellationToken cancellationToken)
    {
        var full = await Contender.StartAsync(name, assembly, cancellationToken);
        await MakePartitionsAsync(full.Site, cancellationToken);
        await new StoredReports(full.Server.ConnectionString).FillAsync(rows, days, cancellationToken);
        return full;
    }

    /// <summary>A report of each of the days that the last 30 times 24 hours touch, of which there are 31.</summary>
    private static async Task MakePartitionsAsync(SiteProcess site, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", SiteProcess.ApiKey);
        var now = TimeProvider.System.GetUtcNow();
        var lines = Enumerable.Range(0, Days + 1).Select(day => JsonSerializer.Serialize(new { service = "zoom", reporter = $"{day}", occurredAt = now.AddDays(-day).AddMinutes(day == 0 ? -1 : 1), country = "IT" }));
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var answer = await http.PostAsync(new Uri("api/v1/reports/batch", UriKind.Relative), content, cancellationToken);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (told.GetProperty("accepted").GetInt32() != Days + 1)
        {
            throw new InvalidOperationException($"Not every day was taken: {told}");
        }
    }
}
