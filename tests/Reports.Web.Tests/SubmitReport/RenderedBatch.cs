using System.Buffers.Binary;
using System.Text;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>What a circuit sends to be shown, of which only the events are looked at.</summary>
internal sealed record RenderedBatch(IReadOnlyList<(string Event, long Handler)> Added, IReadOnlyCollection<long> Gone)
{
    private const int FrameBytes = 20;
    private const int Attribute = 3;

    /// <summary>Where each part begins is said in the last five numbers.</summary>
    public static RenderedBatch Read(byte[] batch)
    {
        int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(at));
        long Handler(int at) => BinaryPrimitives.ReadInt64LittleEndian(batch.AsSpan(at));
        int frames = Number(batch.Length - 16), gone = Number(batch.Length - 8), texts = Number(batch.Length - 4);
        string Text(int index)
        {
            using var reader = new BinaryReader(new MemoryStream(batch, Number(texts + (4 * index)), batch.Length - Number(texts + (4 * index))), Encoding.UTF8);
            return reader.ReadString();
        }

        return new RenderedBatch(
            [.. Enumerable.Range(0, Number(frames)).Select(i => frames + 4 + (FrameBytes * i)).Where(at => Number(at) == Attribute && Handler(at + 12) != 0).Select(at => (Text(Number(at + 4)), Handler(at + 12)))],
            [.. Enumerable.Range(0, Number(gone)).Select(i => Handler(gone + 4 + (8 * i)))]);
    }

    /// <summary>The handler of an event from now on; 0 where there is none.</summary>
    public long HandlerOf(string name, long before) =>
        Added.LastOrDefault(added => added.Event == name).Handler is not 0 and var now ? now : Gone.Contains(before) ? 0 : before;
}
