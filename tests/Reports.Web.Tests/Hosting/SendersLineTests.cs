using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reports.Pipeline.Intake;
using Reports.Web.Hosting;
using Reports.Web.Tests.Attacks;

namespace Reports.Web.Tests.Hosting;

/// <summary>On a real server: the line begins before anything else knows of a request.</summary>
public sealed class SendersLineTests
{
    private const string Post = "POST / HTTP/1.1\r\nHost: site\r\nContent-Length: 2\r\n\r\n{}", Get = "GET / HTTP/1.1\r\nHost: site\r\n\r\n";

    [Fact]
    public async Task Who_sends_waits_for_a_turn_and_who_reads_does_not()
    {
        await using var site = await StartAsync();
        using var connection = await RawConnection.OpenAsync(new Uri(site.Urls.Single()));

        // One after the other on one connection, then two in one piece, then one in pieces.
        foreach (var (sent, answers) in new[] { (new[] { Post }, "line"), ([Get], "pool"), ([Post + Post, Get], "line line pool"), (["POST / HT", "TP/1.1\r\nHost: site\r\nContent-", "Length: 2\r\n\r\n{", "}"], "line") })
        {
            foreach (var piece in sent)
            {
                await connection.SendAsync(piece);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }

            foreach (var expected in answers.Split(' '))
            {
                Assert.Equal(expected, (await connection.ReadAsync())!.Text[^4..]);
            }
        }
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IntakeTurns>();
        builder.AddSendersLine();
        var site = builder.Build();

        // What resumes whoever reads the body is still below on the stack.
        site.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            await body.ReadToEndAsync();
            context.Response.ContentLength = 4;
            await context.Response.WriteAsync(Environment.StackTrace.Contains(nameof(IntakeTurns), StringComparison.Ordinal) ? "line" : "pool");
        });
        await site.StartAsync();
        return site;
    }
}
