using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reports.Pipeline.Intake;
using Reports.Web.Hosting;
using Reports.Web.Tests.Attacks;

namespace Reports.Web.Tests.Hosting;

/// <summary>On a real server: the line begins before anything else knows of a request.</summary>
public sealed class ReportersLineTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: site\r\n\r\n";
    private static readonly string Report = Post("/api/v1/reports"), Batch = Post("/api/v1/reports/batch");
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private readonly ManualResetEventSlim _held = new();
    private readonly TaskCompletionSource _inside = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Its time stands still, so a turn that is held is never replaced.
    private readonly IntakeTurns _turns = new(new FakeTimeProvider(), most: 1);

    public static TheoryData<string[]> Reports => new()
    {
        new[] { Report }, new[] { Post("/api/v1/reports?from=app") }, new[] { Post("/report") }, new[] { Post("/it/report") }, new[] { "\r\n" + Report }, new[] { Get + Report },
        new[] { Report[..9], Report[9..40], Report[40..^1], Report[^1..] },
    };

    public static TheoryData<string> Others => [Get, Batch, Post("/theme"), Post("/api/v1/keys"), "PUT / HTTP/1.1\r\nHost: site\r\nContent-Length: 0\r\n\r\n", "HEAD / HTTP/1.1\r\nHost: site\r\n\r\n"];

    [Theory, MemberData(nameof(Reports))]
    public async Task Who_reports_waits_for_a_turn(string[] pieces)
    {
        await using var site = await StartAsync();
        using var connection = await RawConnection.OpenAsync(new Uri(site.Urls.Single()));
        await Hold();
        foreach (var piece in pieces)
        {
            await connection.SendAsync(piece);
            await Task.Delay(Moment / 2, TimeProvider.System);
        }

        var answer = connection.ReadAsync();
        if (pieces[0].StartsWith(Get, StringComparison.Ordinal))
        {
            Assert.NotNull(await answer);
            answer = connection.ReadAsync();
        }

        await Task.Delay(Moment, TimeProvider.System);
        Assert.False(answer.IsCompleted);

        _held.Set();
        Assert.Equal(200, (await answer)!.Status);
    }

    [Fact]
    public async Task So_does_a_body_that_comes_after_its_headers()
    {
        await using var site = await StartAsync();
        using var connection = await RawConnection.OpenAsync(new Uri(site.Urls.Single()));
        await connection.SendAsync(Report[..^2]);
        await _inside.Task;
        await Hold();
        await connection.SendAsync(Report[^2..]);
        var answer = connection.ReadAsync();
        await Task.Delay(Moment, TimeProvider.System);
        Assert.False(answer.IsCompleted);

        _held.Set();
        Assert.Equal(200, (await answer)!.Status);
    }

    [Theory, MemberData(nameof(Others))]
    public async Task Nobody_else_does(string request)
    {
        await using var site = await StartAsync();
        using var connection = await RawConnection.OpenAsync(new Uri(site.Urls.Single()));
        await connection.SendAsync(Report);
        Assert.NotNull(await connection.ReadAsync());
        await Hold();

        await connection.SendAsync(request);

        Assert.Equal(200, (await connection.ReadAsync())!.Status);
    }

    [Fact]
    public async Task What_comes_with_a_report_in_one_piece_is_not_done_in_its_turn()
    {
        await using var site = await StartAsync();
        using var holding = await RawConnection.OpenAsync(new Uri(site.Urls.Single()));
        using var other = await RawConnection.OpenAsync(new Uri(site.Urls.Single()));
        await holding.SendAsync(Report + "GET /hold HTTP/1.1\r\nHost: site\r\n\r\n" + Report);
        Assert.NotNull(await holding.ReadAsync());

        await other.SendAsync(Report);

        Assert.Equal(200, (await other.ReadAsync())!.Status);
        _held.Set();
        Assert.Equal(200, (await holding.ReadAsync())!.Status);
        Assert.Equal(200, (await holding.ReadAsync())!.Status);
    }

    public void Dispose()
    {
        _held.Set();
        _turns.Dispose();
    }

    private static string Post(string path) => $"POST {path} HTTP/1.1\r\nHost: site\r\nContent-Length: 2\r\n\r\n{{}}";

    /// <summary>Done when the only turn is held.</summary>
    private Task Hold()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _turns.UnsafeOnCompleted(() =>
        {
            begun.SetResult();
            _held.Wait();
        });
        return begun.Task;
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_turns);
        builder.AddReportersLine();
        var site = builder.Build();
        site.Run(async context =>
        {
            _inside.TrySetResult();
            using var body = new StreamReader(context.Request.Body);
            await body.ReadToEndAsync();
            if (context.Request.Path == "/hold")
            {
                _held.Wait();
            }

            context.Response.ContentLength = 0;
        });
        await site.StartAsync();
        return site;
    }
}
