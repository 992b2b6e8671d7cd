using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Reports.Benchmarks;

/// <summary>
/// <c>pages</c>: how many pages a second the published site answers, beside a static file of the same size from the same server in the same
/// run. Both are asked by wrk on the same machine, in turns, so that what else the machine does falls on both.
/// </summary>
internal static partial class PagesVerb
{
    private const int Rounds = 3;
    private const int Connections = 64;
    private const string Seconds = "4s";
    private static readonly string[] Paths = ["", "services/zoom", "ar/services/zoom", "embed/zoom?size=large", "embed/zoom.json"];
    private static readonly string[] Encodings = ["br", "identity"];

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("pages", "Pages a second, beside a static file of the same size. Needs wrk.") { site, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(site), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, FileInfo? results, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"""
            # Pages a second

                dotnet publish src/Reports.Web -c Release -o <folder>
                dotnet run -c Release --project bench/Reports.Benchmarks -- pages --site <folder>/Reports.Web.dll --results bench/results/pages.md

            {await Machine.DescribeAsync()}

            The load generator (wrk, one thread, {Connections} connections) runs on the same cores as the site. Each page and a static file of the same size
            are asked in turns, {Rounds} rounds of {Seconds}; the figures are medians. `br` is what a browser gets; `identity` is the page as it is. Size is that of
            the body on the wire.

            | page | encoding | bytes | pages/s | static file/s | ratio |
            |---|---|---|---|---|---|

            """);
        var files = Directory.CreateTempSubdirectory("reports-static-");
        await File.WriteAllTextAsync(Path.Combine(files.FullName, "ready.txt"), "ready", cancellationToken);
        await using var site = await SiteProcess.StartSiteAsync(assembly, cancellationToken);
        await using var still = await SiteProcess.StartStaticAsync(files.FullName, cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        foreach (var path in Paths)
        {
            foreach (var encoding in Encodings)
            {
                var bytes = await SizeAsync(http, new Uri(site.Address, path), encoding, cancellationToken);
                await File.WriteAllBytesAsync(Path.Combine(files.FullName, "page.txt"), new byte[bytes], cancellationToken);
                List<double> pages = [], limits = [];
                for (var round = 0; round < Rounds; round++)
                {
                    limits.Add(await RateAsync(new Uri(still.Address, "page.txt"), encoding));
                    pages.Add(await RateAsync(new Uri(site.Address, path), encoding));
                }

                var (page, limit) = (Median(pages), Median(limits));
                var row = string.Create(CultureInfo.InvariantCulture, $"| `/{path}` | {encoding} | {bytes} | {page:0} | {limit:0} | {page / limit:0.00} |\n");
                Console.Write(row);
                text.Append(row);
            }
        }

        files.Delete(recursive: true);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString(), cancellationToken);
        }
    }

    private static async Task<int> SizeAsync(HttpClient http, Uri address, string encoding, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
    }

    private static async Task<double> RateAsync(Uri address, string encoding)
    {
        var said = await Tool.RunAsync("wrk", ["-t1", string.Create(CultureInfo.InvariantCulture, $"-c{Connections}"), "-d" + Seconds, "-H", "Accept-Encoding: " + encoding, "-H", "Accept-Language: en", address.ToString()]);
        if (said.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{address} did not answer as it should: {said}");
        }

        return double.Parse(Rate().Match(said).Groups["rate"].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}
