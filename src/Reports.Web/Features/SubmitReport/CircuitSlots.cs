using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// How many people may have the guided form at once: each takes a circuit, some hundred kilobytes that stay while the page is open. Everybody else gets the
/// plain form, which takes nothing. Any thread may ask.
/// </summary>
public sealed class CircuitSlots(IOptions<ReportFormOptions> options, TimeProvider time) : CircuitHandler
{
    /// <summary>After so long the framework forgets who asked for a connection and did not open it.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _promised = [];
    private int _open;

    /// <summary>No other circuit may be opened now.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return Free() <= 0;
            }
        }
    }

    /// <summary>Promises a circuit to who asks for a connection; false where there is none left.</summary>
    public bool TryPromise()
    {
        lock (_gate)
        {
            if (Free() <= 0)
            {
                return false;
            }

            _promised.Enqueue(time.GetUtcNow());
            return true;
        }
    }

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _open++;
            _promised.TryDequeue(out _);
        }

        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _open--;
        }

        return Task.CompletedTask;
    }

    private int Free()
    {
        while (_promised.TryPeek(out var oldest) && time.GetUtcNow() - oldest > Forgotten)
        {
            _promised.Dequeue();
        }

        return options.Value.MostCircuits - _open - _promised.Count;
    }
}
