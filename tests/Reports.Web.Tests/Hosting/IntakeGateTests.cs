using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Reports.Pipeline.Intake;

namespace Reports.Web.Tests.Hosting;

public sealed class IntakeGateTests
{
    private static readonly string[] Members = ["type", "title", "status", "detail"];

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2.4);

    [Fact]
    public async Task A_full_intake_turns_away_at_the_door_with_the_answer_of_the_endpoint_and_everybody_may_read()
    {
        var token = TestContext.Current.CancellationToken;
        var intake = new FullIntake();
        await using var application = new ReportsApplication();
        await using var full = application.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
            services.AddSingleton<IIntake>(intake).Configure<IntakeOptions>(options => options.RetryAfter = Wait)));
        using var client = full.CreateClient();
        var report = new { service = "zoom" };
        var inside = await client.PostAsJsonAsync("/api/v1/reports", report, token);
        Assert.Equal(1, intake.Asked);

        intake.IsFull = true;
        var door = await client.PostAsJsonAsync("/api/v1/reports", report, token);

        Assert.Equal(1, intake.Asked);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, inside.StatusCode), (door.StatusCode, door.StatusCode));
        Assert.Equal(inside.Content.Headers.ContentType?.MediaType, door.Content.Headers.ContentType?.MediaType);
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), (inside.Headers.RetryAfter!.Delta, door.Headers.RetryAfter!.Delta));
        Assert.Equal(await MembersAsync(inside), await MembersAsync(door));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync("/api/v1/reports/batch", report, token)).StatusCode);
    }

    private static async Task<IEnumerable<string>> MembersAsync(HttpResponseMessage answer)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return Members.Select(name => problem.GetProperty(name).ToString());
    }

    private sealed class FullIntake : IIntake
    {
        public bool IsFull { get; set; }

        public int Asked { get; private set; }

        public Task<IntakeResult> ReceiveAsync(Submission submission, Caller caller, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult<IntakeResult>(new IntakeResult.Busy(Wait));
        }
    }
}
