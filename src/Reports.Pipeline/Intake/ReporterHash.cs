using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>
/// Makes a person and a network out of a caller, as keyed hashes. A person is a network prefix (/24, /48) with a browser family and platform:
/// close enough to count one person once, too coarse to tell who it was.
/// </summary>
public static class ReporterHash
{
    private static readonly string[] Families = ["Edg", "OPR", "SamsungBrowser", "Firefox", "FxiOS", "CriOS", "Chrome", "Safari", "curl", "python", "okhttp"];
    private static readonly string[] Platforms = ["Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux"];

    /// <summary>The prefix that stands for a network: /24 of IPv4, /48 of IPv6. An address of 6to4 (RFC 3056) stands for the IPv4 address in it: its own /48 would be that one machine.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? Convert.ToHexString(bytes[..3])
            : bytes is [0x20, 0x02, ..] ? Convert.ToHexString(bytes[2..5])
            : Convert.ToHexString(bytes[..6]);
    }

    /// <summary>Browser family and platform, such as <c>Firefox/Linux</c>.</summary>
    public static string BrowserOf(string? userAgent)
    {
        if (userAgent is null)
        {
            return "none";
        }

        var family = Array.Find(Families, name => userAgent.Contains(name, StringComparison.OrdinalIgnoreCase)) ?? "other";
        var platform = Array.Find(Platforms, name => userAgent.Contains(name, StringComparison.OrdinalIgnoreCase)) ?? "other";
        return $"{family}/{platform}";
    }

    /// <summary>16 bytes of SHA-256, for what is no person: idempotency keys.</summary>
    public static byte[] Plain(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value))[..PersonNames.Length];
}
