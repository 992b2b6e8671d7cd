using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Status;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.SubmitReport.Proofs;

/// <summary>A proof of work is asked for over the API, and answered by a program that solves it; each test sends from a network of its own.</summary>
public sealed class ProofApiTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private ReportsApplication Application => shared.Application;

    [Fact]
    public async Task A_network_that_sends_very_many_is_asked_and_a_proof_makes_a_report_of_it()
    {
        const string Address = "198.51.100.7";
        var asked = await Application.ReportAsync(new { service = "zoom" }, address: Address);
        for (var i = 1; asked.StatusCode is not HttpStatusCode.Forbidden; i++)
        {
            // A few more where the minute turns meanwhile.
            Assert.InRange(i, 1, 200);
            asked = await Application.ReportAsync(new { service = "zoom" }, address: Address);
            Assert.True(i >= 120 || asked.StatusCode is HttpStatusCode.Created, $"The {i + 1}. was answered {asked.StatusCode}.");
        }

        var problem = await ProblemAsync(asked, "Your network sends very many reports.");
        Assert.Equal(["parameters", "signature"], problem.GetProperty("challenge").EnumerateObject().Select(member => member.Name));
        Assert.Matches("^\"network\";r=48[01]$", asked.Headers.GetValues("RateLimit").Single());

        var altcha = ProofSolver.Payload(problem.GetProperty("challenge"));
        using var taken = await Application.ReportAsync(new { service = "zoom", altcha }, address: Address);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.False((await taken.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("counted").GetBoolean());
    }

    [Fact]
    public async Task A_first_person_from_a_full_network_counts_like_everybody()
    {
        const string Address = "198.51.101.7";
        Application.FillNetwork(Address);
        using var asked = await Application.ReportAsync(new { service = "spotify" }, address: Address);
        var altcha = ProofSolver.Payload((await ProblemAsync(asked, "Nothing was stored.")).GetProperty("challenge"));

        using var taken = await Application.ReportAsync(new { service = "spotify", altcha }, address: Address);
        Assert.True((await taken.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("counted").GetBoolean());
    }

    [Fact]
    public async Task What_is_wrong_with_a_proof_is_told_with_a_fresh_challenge()
    {
        const string Address = "198.51.102.7";
        Application.FillNetwork(Address);
        Application.FillNetwork("198.51.103.7");
        using var first = await Application.ReportAsync(new { service = "zoom" }, address: Address);
        var challenge = (await ProblemAsync(first, "Nothing was stored.")).GetProperty("challenge");
        var altcha = ProofSolver.Payload(challenge);
        using var elsewhere = await Application.ReportAsync(new { service = "zoom", altcha }, address: "198.51.103.7");
        await ProblemAsync(elsewhere, "The proof was made for another network.");

        Assert.Equal(HttpStatusCode.Created, (await Application.ReportAsync(new { service = "zoom", altcha }, address: Address)).StatusCode);
        using var again = await Application.ReportAsync(new { service = "zoom", altcha }, address: Address);
        var fresh = (await ProblemAsync(again, "The proof was used already.")).GetProperty("challenge");
        Assert.NotEqual(challenge.GetRawText(), fresh.GetRawText());

        using var nonsense = await Application.ReportAsync(new { service = "zoom", altcha = "e30=" }, address: Address);
        await ProblemAsync(nonsense, "The proof is not a solution of a challenge of this site.");
    }

    [Fact]
    public async Task A_proof_is_no_part_of_the_report_that_an_idempotency_key_stands_for()
    {
        const string Address = "198.51.104.7";
        using var free = await Application.ReportAsync(new { service = "netflix" }, "proof-and-key", Address);
        Application.FillNetwork(Address);
        using var asked = await Application.ReportAsync(new { service = "netflix" }, "proof-and-key", Address);
        var altcha = ProofSolver.Payload((await ProblemAsync(asked, "Nothing was stored.")).GetProperty("challenge"));
        using var again = await Application.ReportAsync(new { service = "netflix", altcha }, "proof-and-key", Address);

        Assert.Equal(await free.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(SourceDoubt.FewNetworks, HttpStatusCode.Forbidden), InlineData(SourceDoubt.None, HttpStatusCode.Created)]
    public async Task In_a_doubted_surge_the_twenty_first_report_of_a_network_is_asked(SourceDoubt doubt, HttpStatusCode expected)
    {
        await using var application = new ReportsApplication();
        await using var still = application.WithWebHostBuilder(builder => builder.ConfigureServices(services =>
        {
            foreach (var worker in services.Where(service => service.ImplementationFactory is Func<IServiceProvider, DetectionWorker>).ToList())
            {
                services.Remove(worker);
            }
        }));
        using var client = still.CreateClient();
        still.Services.GetRequiredService<StatusBoardHolder>().Publish(Doubted.Board(OutageState.Possible, doubt));
        async Task<HttpStatusCode> SendAsync(string service)
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/reports", new { service }, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Created, await SendAsync("webex"));
        }

        Assert.Equal(expected, await SendAsync("webex"));
        Assert.Equal(HttpStatusCode.Created, await SendAsync("zoom"));
    }

    [Fact]
    public async Task A_batch_of_a_partner_is_never_asked()
    {
        var at = TimeProvider.System.GetUtcNow();
        Application.FillNetwork("127.0.0.1");
        using var answer = await Application.BatchAsync([.. Enumerable.Range(0, 200).Select(i => new { service = "zoom", reporter = $"r{i}", occurredAt = at })]);

        Assert.Equal(200, (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("accepted").GetInt32());
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, string detail)
    {
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("/problems/proof-required", problem.GetProperty("type").GetString());
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return problem;
    }
}
