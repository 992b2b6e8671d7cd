using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Reports.Domain.Catalog;

namespace Reports.Benchmarks.Intake;

/// <summary>Writes batches: lines of distinct people about all services, from one country in eighteen. The same lines every time.</summary>
internal sealed class BatchLines
{
    private const int LongestLine = 256;
    private readonly byte[][] _heads;
    private readonly byte[] _buffer = new byte[64 * 1024 * 1024];
    private readonly TimeSpan _back;
    private readonly bool _hasIds;
    private uint _next;

    /// <param name="back">Lines are of any second of so long before now, in no order; of now where zero.</param>
    /// <param name="hasIds">Each line has an id, so that sending it again changes nothing.</param>
    public BatchLines(TimeSpan back, bool hasIds)
    {
        (_back, _hasIds) = (back, hasIds);
        var countries = RegionCatalog.Instance.Countries.Where((_, i) => i % 18 == 0).ToList();
        _heads = [.. ServiceCatalog.LoadShipped().Services.SelectMany(service => countries.Select((country, i) => Encoding.ASCII.GetBytes(
            $"{{\"service\":\"{service.Slug}\",\"kind\":\"down\",\"problem\":\"{service.Problems[i % service.Problems.Count]}\",\"country\":\"{country.Code}\",\"reporter\":\"person-")))];
    }

    /// <summary>The next lines, as many as fit into a batch.</summary>
    public (ReadOnlyMemory<byte> Body, int Lines) Next(int most, DateTimeOffset now)
    {
        var (written, lines) = (0, 0);
        for (; lines < most && written < _buffer.Length - LongestLine; lines++)
        {
            var number = _next++;
            var spread = number * 2_654_435_761u;
            var head = _heads[(spread >> 8) % (uint)_heads.Length];
            head.CopyTo(_buffer, written);
            written += head.Length;
            var at = now - TimeSpan.FromSeconds(Math.Floor(_back.TotalSeconds * (spread / 4294967296.0)));
            Utf8.TryWrite(_buffer.AsSpan(written), CultureInfo.InvariantCulture, $"{number:x8}\",\"occurredAt\":\"{at:yyyy-MM-ddTHH:mm:ssZ}\"", out var added);
            written += added;
            if (_hasIds)
            {
                Utf8.TryWrite(_buffer.AsSpan(written), CultureInfo.InvariantCulture, $",\"id\":\"report-{number:x8}\"", out added);
                written += added;
            }

            "}\n"u8.CopyTo(_buffer.AsSpan(written));
            written += 2;
        }

        return (_buffer.AsMemory(0, written), lines);
    }
}
