using System.Diagnostics;
using System.Net;

namespace Reports.Benchmarks.Intake;

/// <summary>
/// Somebody who reads while others report: a page or a call of the API each twentieth of a second, one after the other. On a thread of their own, for among
/// the thousands of connections that report in this program they would wait for those and not for the site.
/// </summary>
internal sealed class Readers(Uri site) : IDisposable
{
    private static readonly string[] Paths = ["/", "/services/zoom", "/map", "/api/v1/services/zoom", "/api/v1/outages?state=open", "/badge/zoom.svg", "/embed/zoom"];
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http = new() { BaseAddress = site, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Milliseconds of each answer.</summary>
    public List<double> Answers { get; } = [];

    /// <summary>Anything but 200, with its path.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Ends when it is told to stop.</summary>
    public Task RunAsync(CancellationToken stop) => Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var path = Paths[i % Paths.Length];
            var began = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            using var answer = _http.Send(request, CancellationToken.None);
            Answers.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                Refused.Add($"{(int)answer.StatusCode} {path}");
            }

            stop.WaitHandle.WaitOne(Gap);
        }
    }

    /// <summary>What was read so far, to begin anew.</summary>
    public (double P50, double P99, double Most, int Count) Take()
    {
        var (p50, p99, most, count) = (Percentiles.Of(Answers, 0.5), Percentiles.Of(Answers, 0.99), Percentiles.Of(Answers, 1), Answers.Count);
        Answers.Clear();
        return (p50, p99, most, count);
    }

    public void Dispose() => _http.Dispose();
}
