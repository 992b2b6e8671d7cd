using System.IO.Pipelines;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport;

namespace Reports.Fuzzing.Targets;

/// <summary>The body of <c>POST /api/v1/reports/batch</c>. The first byte says in pieces of which size the rest arrives.</summary>
internal sealed class BatchTarget : FuzzTarget
{
    private const long MostBytes = 64L * 1024 * 1024;
    private readonly Judgement _judgement = new();

    protected override IEnumerable<byte[]> Ordinary =>
    [
        [3, .. """{"service":"zoom","country":"IT","reporter":"a","network":"n","id":"1","occurredAt":"2026-05-17T14:02:00Z"}"""u8, .. "\r\n\n"u8, .. """{"service":"zoom","latitude":45.46,"longitude":9.19,"occurredAt":"2026-05-17T14:02:00+02:00"}"""u8],
        [200, .. "{\n[]\nnull\n"u8, 0xff],
    ];

    public override void Give(byte[] input)
    {
        var body = input.AsSpan(Math.Min(1, input.Length));
        var size = input.Length == 0 || input[0] == 0 ? 1 : input[0];
        var lines = Read(body.ToArray(), size);
        var expected = Split(body);
        Promise(lines.Count == expected.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            Promise(lines[i].AsSpan().SequenceEqual(expected[i]));
            Judge(lines[i]);
        }
    }

    private void Judge(byte[] line)
    {
        var (row, error) = BatchLine.Parse(line);
        Promise(row is null != error is null);
        if (row is null)
        {
            return;
        }

        using var hash = new BatchHash(new KeyPair(1, new byte[32], new byte[32]), "partner");
        var (person, network) = hash.Names(row.Reporter ?? "", row.Network, reachesYesterday: true);
        Promise(PersonNames.IsOn(person.Today, network.Today) == row.Network is null);
        var (alike, on) = hash.Names(row.Reporter ?? "", row.Network, reachesYesterday: false);
        Promise(alike.Today.SequenceEqual(person.Today) && on.Today.SequenceEqual(network.Today) && alike.Before.SequenceEqual(person.Today) && on.Before.SequenceEqual(network.Today));
        var (key, body) = hash.Receipt(row);
        Promise(key is null == row.Id is null && body is null == row.Id is null);
        Promise(_judgement.Of(row.Submission) is not { } place || Judgement.IsWhereItSays(row.Submission, place.Place));
    }

    /// <summary>An empty line stands for one that is too long.</summary>
    private static List<byte[]> Read(byte[] body, int size)
    {
        using var stream = new PieceStream(body, size);
        using var reader = new LineReader(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64, minimumReadSize: 1)), MostBytes);
        List<byte[]> lines = [];
        while (reader.FillAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryTake(out var line, out var isTooLong))
            {
                Promise(!isTooLong || line.IsEmpty);
                lines.Add(line.ToArray());
                Promise(reader.Number == lines.Count);
            }
        }

        return lines;
    }

    private static List<byte[]> Split(ReadOnlySpan<byte> body)
    {
        List<byte[]> lines = [];
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            lines.Add(line.Length > LineReader.LongestLine ? [] : line.ToArray());
            body = end < 0 ? [] : body[(end + 1)..];
        }

        return lines;
    }
}
