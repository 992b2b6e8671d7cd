using System.Net;
using System.Net.Sockets;
using MaxMind.Db;

namespace Reports.Pipeline.Places;

/// <summary>
/// The country of an address, from a table in MaxMind's DB format. Reads the flat shape of the table shipped with the product
/// (<c>country_code</c>) and the nested one of MaxMind's and DB-IP's own (<c>country.iso_code</c>).
/// </summary>
/// <remarks>Safe for all threads. The file is mapped, not read: opening takes no time and its pages are shared between processes.</remarks>
public sealed class AddressCountry : IDisposable
{
    /// <summary>Addresses of nobody in particular: private, local, reserved, or set aside for examples (RFC 6890). Registries list some of them.</summary>
    private static readonly IPNetwork[] Unassigned =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/127", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private readonly Reader _reader;

    /// <param name="path">Another table; null for the one shipped with the product.</param>
    public AddressCountry(string? path = null) =>
        _reader = new Reader(path ?? PlaceFiles.InDirectory(null, "address-country.mmdb"), FileAccessMode.MemoryMapped);

    /// <summary>The country code (ISO 3166-1 alpha-2); null for an address of nobody in particular and for one the table does not know.</summary>
    public string? Find(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (Unassigned.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain))
            || (plain.AddressFamily == AddressFamily.InterNetworkV6 && _reader.Metadata.IPVersion == 4))
        {
            return null;
        }

        var row = _reader.Find<Dictionary<string, object>>(plain);
        var code = row?.GetValueOrDefault("country_code")
            ?? (row?.GetValueOrDefault("country") as Dictionary<string, object>)?.GetValueOrDefault("iso_code");
        return code is string { Length: 2 } country ? country : null;
    }

    public void Dispose() => _reader.Dispose();
}
