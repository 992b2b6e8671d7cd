using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reports.Benchmarks;

/// <summary>
/// <c>streams</c>: many readers of one node's event stream at once. Says what they cost in memory, how long a piece of news takes to reach all of
/// them, and whether pages are still served.
/// </summary>
internal static class StreamsVerb
{
    private const int Opening = 200;
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var clients = new Option<int>("--clients") { Description = "Readers at once.", DefaultValueFactory = _ => 10_000 };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("streams", "Readers of the event stream on one node.") { site, clients, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(site), result.GetValue(clients), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, int count, FileInfo? results, CancellationToken cancellationToken)
    {
        var machine = await Machine.DescribeAsync();
        await using var site = await SiteProcess.StartSiteAsync(assembly, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, cancellationToken);
        var alone = site.ResidentMegabytes;
        var news = new NewsTimes();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var readers = new List<Task>(count);
        using var opening = new SemaphoreSlim(Opening);
        for (var i = 0; i < count; i++)
        {
            await opening.WaitAsync(cancellationToken);
            readers.Add(ReadAsync(site.Address, news, opening, ended.Token));
        }

        while (news.Open + news.Failed < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }

        var opened = Stopwatch.GetElapsedTime(began);
        news.Start();
        List<double> memory = [], page = [];
        using var http = new HttpClient { BaseAddress = site.Address };
        for (var watched = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(watched) < Watched;)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellationToken);
            memory.Add(site.ResidentMegabytes);
            var asked = Stopwatch.GetTimestamp();
            (await http.GetAsync("services/zoom", cancellationToken)).EnsureSuccessStatusCode();
            page.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        var open = news.Open;
        await ended.CancelAsync();
        await Task.WhenAll(readers);
        await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, cancellationToken);
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            # Readers of the event stream

                dotnet publish src/Reports.Web -c Release -o <folder>
                dotnet run -c Release --project bench/Reports.Benchmarks -- streams --site <folder>/Reports.Web.dll --results bench/results/streams.md

            {machine}

            The demo, its crowd and its detection run in the site meanwhile; the readers run on the same cores. Every reader follows `/api/v1/events?service=zoom`,
            which has news of every change of the number of reports. How long news take is counted from the first reader who has a piece to the last.

            | | |
            |---|---|
            | readers asked for / open / refused or lost | {count} / {open} / {news.Failed} |
            | all open after | {opened.TotalSeconds:0.0} s |
            | memory of the site before, MB | {alone:0} |
            | with all readers: least, median, most over {Watched.TotalMinutes:0} minutes, MB | {memory.Min():0}, {Median(memory):0}, {memory.Max():0} |
            | for each reader, of the median | {(Median(memory) - alone) * 1024 / count:0} KB |
            | 30 s after they left, MB | {site.ResidentMegabytes:0} |
            | pieces of news that reached every reader | {news.Complete(open)} |
            | from the first reader to the last: median, most | {news.SpreadMilliseconds(open).Median:0} ms, {news.SpreadMilliseconds(open).Most:0} ms |
            | service page meanwhile, new connection each: median, most of {page.Count} | {Median(page):0} ms, {page.Max():0} ms |

            """);
        Console.WriteLine(text);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text, cancellationToken);
        }
    }

    /// <summary>One reader on a bare socket: ten thousand of anything richer would measure the client.</summary>
    private static async Task ReadAsync(Uri site, NewsTimes news, SemaphoreSlim opening, CancellationToken cancellationToken)
    {
        var isOpening = true;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, site.Port, cancellationToken);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/events?service=zoom HTTP/1.1\r\nHost: {site.Authority}\r\nAccept: text/event-stream\r\n\r\n"), cancellationToken);
            var buffer = new byte[4096];
            var line = new StringBuilder();
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    throw new IOException("The stream ended.");
                }

                if (isOpening)
                {
                    isOpening = false;
                    opening.Release();
                    news.Opened();
                }

                for (var i = 0; i < read; i++)
                {
                    if (buffer[i] != (byte)'\n')
                    {
                        line.Append((char)buffer[i]);
                        continue;
                    }

                    news.Heard(line);
                    line.Clear();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the measurement.
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            news.Lost(wasOpen: !isOpening);
            if (isOpening)
            {
                opening.Release();
            }
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
