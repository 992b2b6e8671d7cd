using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reports.Web.Tests.Attacks;

/// <summary>A connection that says exactly what it is told to, also what no client would, and any number of requests before it hears an answer. For one thread.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(1);
    private readonly Socket _socket;
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    private RawConnection(Socket socket) => _socket = socket;

    /// <param name="receiveBytes">What the kernel takes from the other side before it is read; null for as much as it likes.</param>
    public static async Task<RawConnection> OpenAsync(Uri site, int? receiveBytes = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBytes is { } most)
        {
            socket.ReceiveBufferSize = most;
        }

        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, site.Port));
        return new RawConnection(socket);
    }

    public Task<bool> SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>False where the other side has closed.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await _socket.SendAsync(bytes[sent..]);
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The next answer; null where the connection ends without one.</summary>
    public async Task<RawAnswer?> ReadAsync()
    {
        while (true)
        {
            if (TryTake() is { } answer)
            {
                return answer;
            }

            if (!await FillAsync())
            {
                return null;
            }
        }
    }

    /// <summary>True once the other side has closed, whatever it says before; false where it has not in time.</summary>
    public async Task<bool> IsClosedWithinAsync(TimeSpan time)
    {
        using var late = new CancellationTokenSource(time, TimeProvider.System);
        try
        {
            while (await _socket.ReceiveAsync(_buffer, late.Token) > 0)
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> FillAsync()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        try
        {
            using var late = new CancellationTokenSource(LongestAnswer, TimeProvider.System);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), late.Token);
            _end += read;
            return read > 0;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private RawAnswer? TryTake()
    {
        var have = _buffer.AsSpan(_start, _end - _start);
        var head = have.IndexOf("\r\n\r\n"u8) + 4;
        if (head < 4)
        {
            return null;
        }

        var length = have[..head].IndexOf("chunked"u8) >= 0 ? ChunkedLength(have[head..]) : ContentLength(have[..head]);
        if (length < 0 || have.Length < head + length || !Utf8Parser.TryParse(have[9..12], out int status, out _))
        {
            return null;
        }

        var answer = new RawAnswer(status, Encoding.UTF8.GetString(have[..(head + length)]));
        _start += head + length;
        return answer;
    }

    /// <summary>No answer asked for here has the end of a chunked body within it.</summary>
    private static int ChunkedLength(ReadOnlySpan<byte> body) => body.StartsWith("0\r\n\r\n"u8) ? 5 : body.IndexOf("\r\n0\r\n\r\n"u8) is >= 0 and var at ? at + 7 : -1;

    private static int ContentLength(ReadOnlySpan<byte> head) =>
        head.IndexOf("Content-Length: "u8) is >= 0 and var at && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
}

/// <param name="Text">Headers and body as they came.</param>
internal sealed record RawAnswer(int Status, string Text);
