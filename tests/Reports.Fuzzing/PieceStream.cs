namespace Reports.Fuzzing;

/// <summary>Gives no more than so many bytes at once, as a network does.</summary>
public sealed class PieceStream(byte[] bytes, int size) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(size, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    // Of a derived stream the base asks for bytes with the method above.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
}
