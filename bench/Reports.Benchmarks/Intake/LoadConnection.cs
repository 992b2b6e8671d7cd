using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Reports.Benchmarks.Intake;

/// <summary>
/// One keep-alive connection that sends reports and reads the answers, as cheaply as it can, for the load shares the machine with the site. Without a
/// pace the next report leaves when the last is answered; with one, latency counts from the moment a report is due. In a crowd, what is due while the
/// last is not answered yet is left out, as people are who do not come to a site that hangs, and latency counts from the moment a report leaves.
/// </summary>
internal sealed class LoadConnection(IPEndPoint site, ReportRequests requests, int number, bool isCrowd = false)
{
    private readonly byte[] _request = new byte[2048];
    private readonly byte[] _response = new byte[4 * 1024];
    private uint _next;

    /// <summary>Milliseconds of each answer, with its status.</summary>
    public List<(float Milliseconds, short Status)> Answers { get; } = [];

    /// <summary>Reports of a crowd that never left.</summary>
    public int Skipped { get; private set; }

    /// <summary>Connections that were lost or refused.</summary>
    public int Broken { get; private set; }

    /// <param name="gap">Time between two reports; zero for as fast as they are answered.</param>
    public async Task RunAsync(TimeSpan duration, TimeSpan gap, TimeSpan first)
    {
        var began = Stopwatch.GetTimestamp();
        Socket? socket = null;
        for (var due = first; Stopwatch.GetElapsedTime(began) < duration;)
        {
            if (gap > TimeSpan.Zero)
            {
                var early = due - Stopwatch.GetElapsedTime(began);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early, TimeProvider.System);
                }
                else if (isCrowd)
                {
                    var missed = (int)(-early / gap);
                    Skipped += missed;
                    due += missed * gap;
                }
            }
            else
            {
                due = Stopwatch.GetElapsedTime(began);
            }

            try
            {
                socket ??= await ConnectAsync();
                var left = isCrowd ? Stopwatch.GetElapsedTime(began) : due;
                var status = await AskAsync(socket);
                Answers.Add(((float)(Stopwatch.GetElapsedTime(began) - left).TotalMilliseconds, status));
            }
            catch (SocketException)
            {
                Broken++;
                socket?.Dispose();
                socket = null;
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }

            due += gap;
        }

        socket?.Dispose();
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(site);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<short> AskAsync(Socket socket)
    {
        var length = requests.Write(number, _next++, _request);
        await socket.SendAsync(_request.AsMemory(0, length));
        for (var have = 0; ;)
        {
            var read = await socket.ReceiveAsync(_response.AsMemory(have));
            if (read == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            have += read;
            if (Status(_response.AsSpan(0, have)) is { } status)
            {
                return status;
            }
        }
    }

    /// <summary>Null until the whole answer is there.</summary>
    private static short? Status(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = answer[..end];
        var isWhole = head.IndexOf("chunked"u8) >= 0 ? answer.EndsWith("0\r\n\r\n"u8) : answer.Length >= end + 4 + ContentLength(head);
        return isWhole && Utf8Parser.TryParse(head[9..12], out short status, out _) ? status : null;
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }
}
