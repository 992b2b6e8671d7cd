using System.Net;

namespace Reports.Web.Hosting;

/// <summary>Settings under <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>Networks, such as <c>10.1.0.0/16</c>, whose machines may read <c>/metrics</c>; this machine alone where none is named.</summary>
    public string[] AllowedNetworks { get; set; } = [];

    public bool IsValid => AllowedNetworks.All(text => IPNetwork.TryParse(text, out _));

    public IReadOnlyList<IPNetwork> Networks => AllowedNetworks.Length == 0 ? Loopback : [.. AllowedNetworks.Select(text => IPNetwork.Parse(text))];
}
