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

    private readonly Lock _gate = new();

    /// <summary>Milliseconds of each answer since the last <see cref="Take"/>.</summary>
    private List<double> _answers = [];

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
            lock (_gate)
            {
                _answers.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

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
        List<double> answers;
        lock (_gate)
        {
            (answers, _answers) = (_answers, []);
        }

        return (Percentiles.Of(answers, 0.5), Percentiles.Of(answers, 0.99), Percentiles.Of(answers, 1), answers.Count);
    }

    public void Dispose() => _http.Dispose();
}
