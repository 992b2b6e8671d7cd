using System.Buffers;
using System.IO.Pipelines;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// Lines of a body as they came, so that a broken character is seen and not mended. Holds no more of the body than the server's buffer: a line is
/// looked at where it lies, and one that is too long is thrown away as it comes. To dispose of it gives the body back to the server, which must read
/// the rest before the connection can carry another request. For one thread.
/// </summary>
internal sealed class LineReader(PipeReader body, long mostBytes) : IDisposable
{
    public const int LongestLine = 16 * 1024;
    public static readonly string TooLong = $"the line is longer than {LongestLine} bytes";
    private readonly byte[] _joined = new byte[LongestLine];
    private ReadOnlySequence<byte> _rest;
    private long _consumed;
    private bool _isReading;
    private bool _isLast;
    private bool _isCutting;

    /// <summary>Of the line that was taken last; 1 for the first.</summary>
    public int Number { get; private set; }

    /// <summary>The body is longer than it may be; the lines up to <see cref="Number"/> were taken.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Waits for more of the body; false at its end.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isLast)
        {
            return false;
        }

        GiveBack();
        var read = await body.ReadAsync(cancellationToken);
        (_rest, _isLast, _isReading) = (read.Buffer, read.IsCompleted, true);
        IsTooLarge = _consumed + _rest.Length > mostBytes;
        return !IsTooLarge;
    }

    /// <summary>The next line that is there; good until the next call.</summary>
    /// <param name="isTooLong">Then the line is empty.</param>
    public bool TryTake(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        line = default;
        isTooLong = false;
        var end = _rest.PositionOf((byte)'\n');
        if (end is null && !(_isLast && (_isCutting || !_rest.IsEmpty)))
        {
            if (_rest.Length > LongestLine)
            {
                _isCutting = true;
                Consume(_rest.End);
            }

            return false;
        }

        var found = end is { } at ? _rest.Slice(0, at) : _rest;
        isTooLong = _isCutting || found.Length > LongestLine;
        line = isTooLong ? default : Joined(found);
        Consume(end is { } newline ? _rest.GetPosition(1, newline) : _rest.End);
        _isCutting = false;
        Number++;
        return true;
    }

    public void Dispose() => GiveBack();

    private void GiveBack()
    {
        if (_isReading)
        {
            _isReading = false;
            body.AdvanceTo(_rest.Start, _rest.End);
        }
    }

    private void Consume(SequencePosition to)
    {
        _consumed += _rest.Slice(0, to).Length;
        _rest = _rest.Slice(to);
    }

    private ReadOnlySpan<byte> Joined(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            return line.FirstSpan;
        }

        line.CopyTo(_joined);
        return _joined.AsSpan(0, (int)line.Length);
    }
}
