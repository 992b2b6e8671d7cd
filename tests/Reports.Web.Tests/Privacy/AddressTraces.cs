using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Reports.Web.Tests.Privacy;

/// <summary>Every way in which an address, or the network that the intake makes of it, could lie in a file.</summary>
internal sealed class AddressTraces
{
    /// <summary>In so many bytes of which some are random, four given ones are found by chance about once in a thousand times.</summary>
    private const int MostForFour = 4 * 1024 * 1024;

    private readonly List<(string Name, byte[] Bytes)> _traces = [];

    public AddressTraces(IEnumerable<IPAddress> addresses)
    {
        foreach (var address in addresses)
        {
            var bytes = address.GetAddressBytes();
            var isOld = bytes.Length == 4;
            Add(address, "packed", bytes);
            Add(address, "packed, the other way round", [.. bytes.Reverse()]);
            AddText(address, isOld ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}." : address.ToString());
            AddText(address, Convert.ToHexString(bytes));
            AddText(address, Convert.ToHexStringLower(bytes));

            // As the code writes a network. In lower case three bytes of it would be found by chance, in ids.
            AddText(address, Convert.ToHexString(bytes, 0, isOld ? 3 : 6));
            AddText(address, isOld ? $"{BinaryPrimitives.ReadUInt32BigEndian(bytes)}" : Convert.ToHexStringLower(bytes, 0, 6));
            if (!isOld)
            {
                AddText(address, string.Join(':', address.ToString().Split(':').Take(3)));
                AddText(address, string.Join(':', address.ToString().Split(':').Take(3)).ToUpperInvariant());
            }
        }
    }

    /// <summary>What of it is in there; nothing, where all is well.</summary>
    public IEnumerable<string> In(byte[] content) => _traces
        .Where(trace => (trace.Bytes.Length > 4 || content.Length <= MostForFour) && content.AsSpan().IndexOf(trace.Bytes) >= 0).Select(trace => trace.Name);

    private void AddText(IPAddress address, string text)
    {
        Add(address, text, Encoding.UTF8.GetBytes(text));
        Add(address, $"{text} in UTF-16", Encoding.Unicode.GetBytes(text));
    }

    private void Add(IPAddress address, string form, byte[] bytes) => _traces.Add(($"{address} as {form}", bytes));
}
