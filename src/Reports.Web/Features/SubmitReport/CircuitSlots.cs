using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// How many people may have the guided form at once: each takes a circuit, which stays in memory while the page is open. Everybody else gets the plain form,
/// which takes nothing. Connections count whether they have a circuit already or not, circuits while their person is there: who lost the line must find a
/// place again, and what the framework keeps for them meanwhile has a bound of its own. Any thread may ask.
/// </summary>
public sealed class CircuitSlots(IOptions<ReportFormOptions> options) : CircuitHandler
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);
    private int _connections;

    /// <summary>No other circuit may be opened now.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(_present.Count, _connections) >= options.Value.MostCircuits;
            }
        }
    }

    /// <summary>Takes a slot until <see cref="Leave"/>; false where there is none left.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (IsFull)
            {
                return false;
            }

            _connections++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _connections--;
        }
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        lock (_gate)
        {
            _present.Add(circuit.Id);
        }

        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        lock (_gate)
        {
            _present.Remove(circuit.Id);
        }

        return Task.CompletedTask;
    }
}
