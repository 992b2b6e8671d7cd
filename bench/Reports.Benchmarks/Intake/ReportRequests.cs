using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Reports.Domain.Catalog;

namespace Reports.Benchmarks.Intake;

/// <summary>
/// Writes reports of distinct people as HTTP requests: each from a network nobody else has, with one of a few browsers, problems and places. The address
/// stands in X-Forwarded-For, as from a proxy the site trusts. Immutable; each connection keeps its own count.
/// </summary>
internal sealed class ReportRequests
{
    /// <summary>Addresses of one connection lie apart from those of the others.</summary>
    private const uint PerConnection = 1 << 16;

    private static readonly string[] Browsers =
    [
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
        "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
    ];

    /// <summary>Rome, Paris, Dubai, New York, São Paulo, Jakarta, Lagos.</summary>
    private static readonly (double Latitude, double Longitude)[] Cities = [(41.9, 12.5), (48.9, 2.4), (25.2, 55.3), (40.7, -74.0), (-23.6, -46.6), (-6.2, 106.8), (6.5, 3.4)];

    private readonly byte[][] _heads;
    private readonly byte[][] _tails;
    private readonly double _hotShare;
    private readonly int _places;

    /// <param name="path">Where to post.</param>
    /// <param name="hotShare">Share of the reports that is about one service; the others are spread over the catalogue. In [0, 1].</param>
    /// <param name="quiet">Slug of a service that none is about; null for none.</param>
    /// <param name="most">How many services they are about.</param>
    public ReportRequests(string path, double hotShare, string? quiet = null, int most = int.MaxValue)
    {
        _hotShare = hotShare;
        _heads = Array.ConvertAll(Browsers, browser => Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {browser}\r\nContent-Type: application/json\r\nX-Forwarded-For: "));
        string[] places =
        [
            .. RegionCatalog.Instance.Countries.Where((_, i) => i % 18 == 0).Select(country => $"{{\"country\":\"{country.Code}\"}}"),
            .. Cities.Select(city => string.Create(CultureInfo.InvariantCulture, $"{{\"latitude\":{city.Latitude},\"longitude\":{city.Longitude}}}")),
        ];
        _places = places.Length;
        _tails = [.. ServiceCatalog.LoadShipped().Services.Where(service => service.Slug != quiet).Take(most).SelectMany((service, i) => places.Select((place, j) => Tail(service, place, i + j)))];
    }

    /// <param name="buffer">At least a kilobyte.</param>
    /// <returns>Bytes written.</returns>
    public int Write(int connection, uint number, Span<byte> buffer)
    {
        // Spread, so that neither networks nor services come in order; odd factors are one to one.
        var address = (((uint)connection * PerConnection) + (number % PerConnection)) * 2_654_435_761u;
        var head = _heads[address % (uint)_heads.Length];
        head.CopyTo(buffer);
        var written = head.Length;
        Span<byte> octets = stackalloc byte[6];
        BinaryPrimitives.WriteUInt32BigEndian(octets, address);

        // The prefix of a network is its first 48 bits: 2001 and the number make a network for each.
        _ = Utf8.TryWrite(buffer[written..], CultureInfo.InvariantCulture, $"2001:{(octets[0] << 8) | octets[1]:x}:{(octets[2] << 8) | octets[3]:x}::1", out var added);
        written += added;
        var spread = Mix(number, connection);
        var tail = _tails[(int)((spread >> 16) % (uint)((spread & 0xffff) < (uint)(_hotShare * 0x10000) ? _places : _tails.Length))];
        tail.CopyTo(buffer[written..]);
        return written + tail.Length;
    }

    private static uint Mix(uint number, int connection)
    {
        var x = (number * 0x9E3779B9u) ^ ((uint)connection * 0x85EBCA6Bu);
        x ^= x >> 15;
        x *= 0x2C1B3C6Du;
        return x ^ (x >> 13);
    }

    private static byte[] Tail(MonitoredService service, string place, int number)
    {
        var body = $$$"""{"service":"{{{service.Slug}}}","kind":"down","problem":"{{{service.Problems[number % service.Problems.Count]}}}","location":{{{place}}}}""";
        return Encoding.ASCII.GetBytes($"\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");
    }
}
