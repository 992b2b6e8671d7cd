using System.IO.Pipelines;
using CsCheck;
using Reports.Fuzzing;
using Reports.Web.Features.SubmitReport;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>Lines do not depend on how the network cuts them.</summary>
public sealed class LineReaderProperties
{
    private static readonly Gen<byte[]> Bodies = Gen.Select(Gen.Frequency((6, Gen.Int[0, 60]), (1, Gen.Int[16_380, 16_390]), (1, Gen.Int[30_000, 50_000])), Gen.OneOf("\n", "\n", "\r\n"))
        .Select((length, end) => (byte[])[.. Enumerable.Repeat((byte)'x', length), .. System.Text.Encoding.ASCII.GetBytes(end)]).Array[0, 8]
        .SelectMany(lines => Gen.Bool.Select(hasEnd => lines.SelectMany(line => line).ToArray() is var body && !hasEnd && body.Length > 0 ? body[..^1] : body));

    [Fact]
    public void Any_pieces_of_a_body_are_the_same_lines() => Gen.Select(Bodies, Gen.OneOf(Gen.Int[1, 40], Gen.Int[4_000, 20_000])).Sample(
        (body, size) => Read(body, size).Lines.SequenceEqual(Split(body)), iter: 400);

    [Fact]
    public void A_body_beyond_its_bounds_is_found_out_and_what_came_before_are_its_first_lines() => Gen.Select(Bodies, Gen.Int[1, 20_000], Gen.Int[0, 40_000]).Sample(
        (body, size, most) =>
        {
            var (lines, isTooLarge) = Read(body, size, most);
            return isTooLarge == body.Length > most && Split(body).Take(lines.Count).SequenceEqual(lines) && (isTooLarge || lines.Count == Split(body).Count);
        },
        iter: 400);

    /// <returns>Lengths of the lines; −1 for one that is too long.</returns>
    private static (List<int> Lines, bool IsTooLarge) Read(byte[] body, int size, long most = long.MaxValue)
    {
        using var stream = new PieceStream(body, size);
        using var reader = new LineReader(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 512, minimumReadSize: 1)), most);
        List<int> lines = [];
        while (reader.FillAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryTake(out var line, out var isTooLong))
            {
                lines.Add(isTooLong ? -1 : line.Length);
                Assert.Equal(lines.Count, reader.Number);
            }
        }

        return (lines, reader.IsTooLarge);
    }

    private static List<int> Split(byte[] body)
    {
        var lines = System.Text.Encoding.ASCII.GetString(body).Split('\n').Select(line => line.Length > LineReader.LongestLine ? -1 : line.Length).ToList();
        return lines[^1] == 0 ? lines[..^1] : lines;
    }
}
