using Reports.Scenarios.Playing;

namespace Reports.Simulator.Sending;

/// <summary>Sends a crowd's reports at a fixed rate, however slowly they are answered.</summary>
internal sealed class LoadTest(SiteClient site, Crowd crowd, TimeProvider time)
{
    // Shorter waits than a tick of the timer are not kept anyway.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private int _underWay;

    public Latencies Latencies { get; } = new();

    public StatusTally Answers { get; } = new();

    /// <summary>Reports whose moment has come.</summary>
    public int Due { get; private set; }

    /// <summary>Of these, those that left: too many under way and the rest stay out.</summary>
    public int Sent { get; private set; }

    public async Task RunAsync(double rate, TimeSpan duration, int mostUnderWay, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var all = (int)Math.Min(int.MaxValue, Math.Ceiling(rate * duration.TotalSeconds));
        for (var number = 0; number < all; number++)
        {
            var due = TimeSpan.FromSeconds(number / rate);
            for (var left = due - time.GetElapsedTime(start); left > TimeSpan.Zero; left = due - time.GetElapsedTime(start))
            {
                await Task.Delay(left < ShortestWait ? ShortestWait : left, time, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            Due++;
            if (Volatile.Read(ref _underWay) >= mostUnderWay)
            {
                continue;
            }

            Sent++;
            Interlocked.Increment(ref _underWay);
            _ = SendAsync(number, start, due, cancellationToken);
        }

        while (Volatile.Read(ref _underWay) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellationToken);
        }
    }

    /// <summary>Never throws: nobody awaits it.</summary>
    private async Task SendAsync(int number, long start, TimeSpan due, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await site.ReportAsync(crowd.Person(number, time.GetUtcNow()), cancellationToken);
            Latencies.Add(time.GetElapsedTime(start) - due);
            Answers.Add(response.StatusCode);
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Latencies.Add(time.GetElapsedTime(start) - due);
                Answers.Add(exception);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
