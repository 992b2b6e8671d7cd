using System.Net;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Reports.Pipeline.Intake;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// The network that one circuit was started from. A page says for whom it was fetched, but any connection can bring it: without this, whoever has translators and validators fetch
/// pages would report from all their networks. Who comes back to a circuit over another network goes on with it. The connection alone would not do either: a
/// hostile page can open one in its visitor's browser, though it cannot read a page of ours there.
/// </summary>
public sealed class CircuitNetwork(CircuitCaller caller) : CircuitHandler
{
    private string? _network;

    /// <summary>False where either is not known.</summary>
    public bool IsOf(IPAddress? address) => address is not null && string.Equals(_network, ReporterHash.NetworkOf(address), StringComparison.Ordinal);

    public void Begin(IPAddress? address) => _network = address is null ? null : ReporterHash.NetworkOf(address);

    /// <summary>Before the first component is there.</summary>
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Begin(caller.Address);
        return Task.CompletedTask;
    }
}
