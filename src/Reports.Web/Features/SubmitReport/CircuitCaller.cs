using System.Net;
using Microsoft.AspNetCore.SignalR;

namespace Reports.Web.Features.SubmitReport;

/// <summary>The address behind a call over a circuit's connection, for all that the call begins; null for what no call began. Safe for all threads.</summary>
public sealed class CircuitCaller : IHubFilter
{
    private readonly AsyncLocal<IPAddress?> _address = new();

    public IPAddress? Address => _address.Value;

    /// <summary>Async, so that what is set here ends with the call.</summary>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        _address.Value = invocationContext.Context.GetHttpContext()?.Connection.RemoteIpAddress;
        return await next(invocationContext);
    }
}
