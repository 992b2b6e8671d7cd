using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>
/// A page on a circuit without a browser: says over its connection what the page's script would, from whatever network and with whatever page it is told to. "login" was
/// chosen in the form before it started.
/// </summary>
internal sealed partial class PlayedCircuit : IAsyncDisposable
{
    private const int Component = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _line = new(1);
    private readonly WebSocket _socket;
    private readonly Task _listening;
    private TaskCompletionSource<object?> _answer = new();
    private long _interop;
    private long _submit;
    private volatile int _batches;
    private volatile bool _isTold;

    private PlayedCircuit(WebSocket socket)
    {
        _socket = socket;
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>There is something to press that sends over the circuit.</summary>
    public bool CanSend => Interlocked.Read(ref _submit) != 0;

    /// <summary>What a page has of the circuit to come, sealed.</summary>
    public static async Task<string> FetchAsync(HttpClient site, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/report?service=zoom", UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", address);
        using var response = await site.SendAsync(request);
        return Marker().Match(await response.Content.ReadAsStringAsync()).Groups["marker"].Value;
    }

    /// <summary>A connection without a circuit.</summary>
    public static Task<PlayedCircuit> ConnectAsync(ReportsApplication site, string address)
    {
        var client = site.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers["X-Forwarded-For"] = address;
        return GreetAsync(client.ConnectAsync(new Uri("ws://localhost/_blazor"), TestContext.Current.CancellationToken));
    }

    /// <summary>The same to a site in a process of its own.</summary>
    public static Task<PlayedCircuit> ConnectAsync(Uri site, string address)
    {
        async Task<WebSocket> ConnectAsync()
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("X-Forwarded-For", address);
            await socket.ConnectAsync(new UriBuilder(site) { Scheme = "ws", Path = "/_blazor" }.Uri, TestContext.Current.CancellationToken);
            return socket;
        }

        return GreetAsync(ConnectAsync());
    }

    /// <param name="marker">Null for what comes with <see cref="ShowAsync"/>.</param>
    /// <returns>What the circuit is found by again.</returns>
    public async Task<string> StartAsync(string? marker = null) =>
        (string)(await AskAsync("StartCircuit", "http://localhost/", "http://localhost/report", $"[{marker}]", ""))!;

    public async Task<bool> ComeBackAsync(string secret) => (bool)(await AskAsync("ConnectCircuit", secret))!;

    /// <summary>Puts a page's form on the circuit, in place of another or beside none.</summary>
    public Task ShowAsync(string marker, bool isUpdate = false) => SendAsync(BlazorPack.Call(
        null, "UpdateRootComponents", $"{{\"batchId\":1,\"operations\":[{{\"type\":\"{(isUpdate ? "update" : "add")}\",\"ssrComponentId\":{Component},\"marker\":{marker}}}]}}", ""));

    public Task CanSendAsync() => UntilAsync(() => CanSend);

    /// <summary>The form has been told what was typed before, and shows nothing new any more.</summary>
    public async Task SettledAsync()
    {
        await UntilAsync(() => _isTold);
        for (var seen = -1; seen != _batches;)
        {
            seen = _batches;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }

    /// <summary>What <see cref="PressAsync"/> presses.</summary>
    public long Button => Interlocked.Read(ref _submit);

    /// <summary>Presses the button of a page, also where that has gone meanwhile.</summary>
    public Task PressAsync(PlayedCircuit page, long? button = null) => SendAsync(BlazorPack.Call(
        null, "BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", page._interop,
        $"[{{\"eventHandlerId\":{button ?? page.Button},\"eventName\":\"submit\",\"eventFieldInfo\":null}},{{}}]"));

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _line.Dispose();
    }

    /// <summary>Where the script finds it.</summary>
    [GeneratedRegex("<!--Blazor:(?<marker>\\{\"type\":\"server\".*?\\})-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "The circuit has stopped answering.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static async Task<PlayedCircuit> GreetAsync(Task<WebSocket> connecting)
    {
        var socket = await connecting;
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        return new PlayedCircuit(socket);
    }

    private async Task<object?> AskAsync(string method, params object?[] arguments)
    {
        _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(BlazorPack.Call("0", method, arguments));
        return await _answer.Task.WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private async Task SendAsync(byte[] message)
    {
        await _line.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        finally
        {
            _line.Release();
        }
    }

    private async Task ListenAsync()
    {
        var (buffer, received, greeted) = (new byte[64 * 1024], new List<byte>(), false);
        try
        {
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } part)
            {
                received.AddRange(buffer.AsSpan(0, part.Count));
                if (!greeted && received.IndexOf(0x1e) is >= 0 and var end)
                {
                    received.RemoveRange(0, end + 1);
                    greeted = true;
                }

                while (greeted && BlazorPack.Take(received) is { } message)
                {
                    await HearAsync(message);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Broken off, by us or by the site.
        }
    }

    private async Task HearAsync(object?[] message)
    {
        switch (message)
        {
            case [3L, _, _, _, .. var result]:
                _answer.SetResult(result is [var value] ? value : null);
                break;
            case [1L, _, _, "JS.RenderBatch", object?[] batch, ..]:
                Interlocked.Exchange(ref _submit, RenderedBatch.Read((byte[])batch[1]!).HandlerOf("onsubmit", _submit));
                _batches++;
                await SendAsync(BlazorPack.Call(null, "OnRenderCompleted", batch[0], null));
                break;
            case [1L, _, _, "JS.BeginInvokeJS", object?[] call, ..]:
                await DoAsync((long)call[0]!, (string)call[1]!, (string?)call[2]);
                break;
        }
    }

    private async Task DoAsync(long id, string name, string? arguments)
    {
        if (name is "Blazor._internal.attachWebRendererInterop")
        {
            _interop = JsonDocument.Parse(arguments!).RootElement[1].GetProperty("__dotNetObject").GetInt64();
        }

        var result = name switch
        {
            "import" => "{\"__jsObjectId\":1}",
            "start" => "{\"dark\":false,\"problem\":\"login\"}",
            _ => "null",
        };
        if (id != 0)
        {
            await SendAsync(BlazorPack.Call(null, "EndInvokeJSFromDotNet", id, true, $"[{id},true,{result}]"));
        }

        _isTold |= name is "start";
    }
}
