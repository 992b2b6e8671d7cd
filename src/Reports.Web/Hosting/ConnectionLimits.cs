using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Reports.Web.Hosting;

/// <summary>
/// What one connection may take and for how long, and how many there may be, so that nobody holds up the site by sending nothing, too slowly or without end.
/// What a body may be is decided by whoever reads it; the limit here stands behind them.
/// </summary>
public static class ConnectionLimits
{
    /// <summary>A phone at the edge of its network says who it is in two or three seconds.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>Longer than the minute after which proxies drop a connection that is idle: if it were ours that went first, a request could be on its way.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(75);

    /// <summary>Slower senders are cut off once the grace is over. This is a tenth of what GPRS carries.</summary>
    private static readonly MinDataRate SlowestSender = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>Answers wait in memory for whoever does not read them. The server reckons with all that a connection was sent, so who was sent much is waited for long.</summary>
    private static readonly MinDataRate SlowestReader = new(bytesPerSecond: 1000, gracePeriod: TimeSpan.FromSeconds(5));

    private const int MostHeaders = 100;
    private const int MostHeaderBytes = 16 * 1024;
    private const int MostLineBytes = 8 * 1024;

    /// <summary>
    /// What is thrown away of a body that was refused: who is still sending when the connection closes does not hear why. Readers take 16 KB; that of a batch
    /// sets its own limit.
    /// </summary>
    private const long MostBodyBytes = 2 * 1024 * 1024;

    /// <summary>Requests at once on one connection of HTTP/2, which is spoken over TLS only.</summary>
    private const int MostStreams = 100;

    private const long MostConnections = 100_000;

    /// <summary>
    /// Open files that are not for connections: the program and its libraries take some 350, the database up to a hundred, and each connection that is
    /// turned away has one for a moment. A site that has none left answers nobody.
    /// </summary>
    private const int OtherFiles = 600;
    private const int OtherPart = 4;

    /// <summary>Of people who knock at the same instant, as they do when everything fails. The kernel may allow fewer (<c>net.core.somaxconn</c>).</summary>
    private const int Waiting = 4096;

    private const string FilesLimit = "/proc/self/limits";

    public static void AddConnectionLimits(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(options => Apply(options.Limits, File.Exists(FilesLimit) ? File.ReadLines(FilesLimit) : []));
        builder.Services.Configure<SocketTransportOptions>(options => options.Backlog = Waiting);
    }

    /// <param name="files">Lines of <c>/proc/self/limits</c>; none where there is no such file.</param>
    public static void Apply(KestrelServerLimits limits, IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(limits);
        limits.RequestHeadersTimeout = Headers;
        limits.KeepAliveTimeout = Idle;
        limits.MinRequestBodyDataRate = SlowestSender;
        limits.MinResponseDataRate = SlowestReader;
        limits.MaxRequestHeaderCount = MostHeaders;
        limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        limits.MaxRequestLineSize = MostLineBytes;
        limits.MaxRequestBodySize = MostBodyBytes;
        limits.Http2.MaxStreamsPerConnection = MostStreams;
        limits.MaxConcurrentConnections = MostFiles(files) is { } most ? Math.Min(Math.Max(most - Math.Max(OtherFiles, most / OtherPart), most / OtherPart), MostConnections) : MostConnections;
    }

    /// <summary>What this process may have open. The runtime has raised it as far as the system lets it.</summary>
    private static long? MostFiles(IEnumerable<string> lines)
    {
        const string Name = "Max open files";
        var soft = lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..].TrimStart().Split(' ')[0];
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var most) ? most : null;
    }
}
