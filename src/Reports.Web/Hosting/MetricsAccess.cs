using System.Net;
using Microsoft.Extensions.Options;

namespace Reports.Web.Hosting;

/// <summary>
/// Who may read the metrics. A proxy on the same machine makes everybody look like this machine: a request that says it was forwarded, and is not believed,
/// reads nothing, wherever it comes from.
/// </summary>
public sealed class MetricsAccess(IOptions<MetricsOptions> options)
{
    private const string Path = "/metrics";
    private static readonly string[] Forwarding = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "CF-Connecting-IP", "True-Client-IP", "Fly-Client-IP"];
    private readonly IReadOnlyList<IPNetwork> _networks = options.Value.Networks;

    /// <summary>To be asked after believed headers were taken, which takes them away.</summary>
    public bool Allows(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Path == Path && HttpMethods.IsGet(http.Request.Method)
            && http.Connection.RemoteIpAddress is { } address && IsAllowed(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
            && !http.Request.Headers.Keys.Any(IsForwarding);
    }

    private bool IsAllowed(IPAddress address) => _networks.Any(network => network.Contains(address));

    private static bool IsForwarding(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || Forwarding.Contains(header, StringComparer.OrdinalIgnoreCase);
}
