using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data.Intake;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Keys;
using Reports.Pipeline.Keys;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.SubmitReport;

public sealed partial class BatchTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Late_lines_in_no_order_count_in_their_own_minutes_and_wrong_ones_are_named(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var application = await ReportsApplication.StartAsync(kind);
        int[] minutesAgo = [3, 60 * 24 * 399, 0, 7000, 31 * 60 * 24, 1, 90, 60 * 24, 29 * 60 * 24, 2];
        byte[][] wrong =
        [
            "{\"service\":\"zoom\",}"u8.ToArray(),
            [.. "{\"service\":\"zoom\",\"reporter\":\""u8, 0xc3, .. "\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}"u8],
            Line("x", 1, service: "no-such-service"),
            Line("x", -6),
            Line("x", (400 * 24 * 60) + 1),
            [.. Line("x", 1), .. " {}"u8],
            Encoding.UTF8.GetBytes(new string('x', 17_000)),
            "null"u8.ToArray(),
        ];
        var lines = minutesAgo.Select((minutes, i) => Line($"person {i}", minutes)).Concat(wrong).Append([]).Append(Line("a minute ahead", -1)).ToList();
        var order = Enumerable.Range(0, lines.Count).OrderBy(i => i * 7 % lines.Count).ToList();

        var response = await SendAsync(application, ReportsApplication.Key, [.. order.SelectMany(i => lines[i].Append((byte)'\n'))]);

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(minutesAgo.Length + 1, answer.GetProperty("accepted").GetInt32());
        var named = Enumerable.Range(minutesAgo.Length, wrong.Length).Select(i => order.IndexOf(i) + 1).Order();
        Assert.Equal(named, answer.GetProperty("rejected").EnumerateArray().Select(line => line.GetProperty("line").GetInt32()));
        var counts = await application.QueryAsync(context => context.MinuteCounts.Select(row => row.Minute).Order().ToListAsync());
        var expected = minutesAgo.Select(minutes => MinuteBucket.Of(Now.AddMinutes(-minutes))).Order().ToList();
        Assert.Equal(expected, counts.Take(expected.Count).ToList());
        Assert.InRange(counts[^1], expected[^1], MinuteBucket.Of(TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task Over_the_quota_the_first_lines_are_taken_and_the_sender_is_told_how_many()
    {
        await using var application = await ReportsApplication.StartAsync();
        var (key, _) = await application.Services.GetRequiredService<ApiKeyRing>().CreateAsync("partner", ApiScopes.Ingest, null, 5, default);
        byte[][] lines = [Line("a", 1), [], Line("b", 1), "nonsense"u8.ToArray(), Line("c", 1), Line("d", 1), Line("e", 1)];

        var within = await SendAsync(application, key, Line("z", 1));
        Assert.Equal("\"lines\";q=5;w=60", within.Headers.GetValues("RateLimit-Policy").Single());
        Assert.StartsWith("\"lines\";r=4;t=", within.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        var over = await SendAsync(application, key, [.. lines.SelectMany(line => line.Append((byte)'\n'))]);

        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
        Assert.InRange(over.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var problem = await over.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/problems/too-many-lines", problem.GetProperty("type").GetString());
        Assert.Equal((5, 3), (problem.GetProperty("lines").GetInt32(), problem.GetProperty("accepted").GetInt32()));
        Assert.Equal(4, problem.GetProperty("rejected").EnumerateArray().Single().GetProperty("line").GetInt32());
        Assert.Equal(4, await application.QueryAsync(context => context.Reports.CountAsync()));
    }

    [Fact]
    public async Task A_batch_of_nonsense_ends_before_its_list_of_faults_is_long()
    {
        await using var application = await ReportsApplication.StartAsync();

        var response = await SendAsync(application, ReportsApplication.Key, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\n", 30_000))));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/problems/too-many-wrong-lines", problem.GetProperty("type").GetString());
        Assert.Equal((10_000, 10_000), (problem.GetProperty("lines").GetInt32(), problem.GetProperty("rejected").GetArrayLength()));
    }

    [Fact]
    public async Task Lines_may_come_in_any_pieces_and_the_last_one_without_an_end()
    {
        await using var application = await ReportsApplication.StartAsync();
        byte[][] lines = [.. Enumerable.Range(0, 40).Select(i => i == 17 ? Encoding.UTF8.GetBytes(new string('x', 40_000)) : Line($"person {i}", i))];
        using var pieces = new InPieces([.. lines.SelectMany((line, i) => i == lines.Length - 1 ? line : [.. line, (byte)'\n'])]);
        using var client = application.Server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", ReportsApplication.Key);

        using var response = await client.PostAsync("/api/v1/reports/batch", pieces);

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(39, answer.GetProperty("accepted").GetInt32());
        var rejected = answer.GetProperty("rejected").EnumerateArray().Single();
        Assert.Equal((18, "the line is longer than 16384 bytes"), (rejected.GetProperty("line").GetInt32(), rejected.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Where_the_database_is_away_the_sender_is_told_when_to_send_it_all_again()
    {
        await using var application = await ReportsApplication.StartAsync();
        await using var site = application.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<IGroupCommit, NoCommit>()));
        using var client = site.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", ReportsApplication.Key);
        using var body = new StringContent($"{Encoding.UTF8.GetString(Line("a", 1))}\nnonsense", Encoding.UTF8, "application/x-ndjson");

        var response = await client.PostAsync("/api/v1/reports/batch", body);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Where_the_database_goes_away_in_the_middle_the_batch_ends_soon_and_the_sender_is_told_where()
    {
        await using var application = await ReportsApplication.StartAsync();
        var commit = new LeavingCommit(5_500);
        await using var site = application.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<IGroupCommit>(commit)));
        using var client = site.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", ReportsApplication.Key);
        var lines = Enumerable.Range(0, 30_000).Select(i => i == 100 ? "nonsense" : Encoding.UTF8.GetString(Line($"person {i}", 1)));
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");

        var response = await client.PostAsync("/api/v1/reports/batch", body);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/problems/busy", problem.GetProperty("type").GetString());
        var taken = problem.GetProperty("lines").GetInt32();
        Assert.InRange(taken, 5_500, 10_500);
        Assert.Equal(commit.Stored, problem.GetProperty("accepted").GetInt32());
        Assert.InRange(commit.Stored, 1, 5_500);

        // Each line up to the last that was taken is told of: what was stored came before all that was not.
        var rejected = problem.GetProperty("rejected").EnumerateArray().Select(line => (Line: line.GetProperty("line").GetInt32(), Error: line.GetProperty("error").GetString())).ToList();
        Assert.Equal((101, "the line is not a JSON object of the expected form"), rejected[0]);
        Assert.Equal(Enumerable.Range(commit.Stored + 2, taken - commit.Stored - 1).Select(line => (line, (string?)"busy: not acknowledged, send the line again")), rejected[1..]);
    }

    [Fact]
    public async Task However_long_the_stream_only_some_thousand_lines_wait_for_the_database()
    {
        const int Lines = 30_000;
        await using var application = await ReportsApplication.StartAsync();
        var source = new SlowlyRead(Lines);
        await using var site = application.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
            services.AddSingleton<IGroupCommit>(provider => new WatchedCommit(source))));

        // Not the factory's own client, which reads the whole of what it sends first.
        using var client = site.Server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", ReportsApplication.Key);

        using var response = await client.PostAsync("/api/v1/reports/batch", source);

        Assert.Equal(Lines, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32());

        // Four thousand of the batch, and what the pipes between the sender and the site hold.
        Assert.InRange(source.MostWaiting, 1000, 4000 + (2 * 1024 * 1024 / Line("person 00000", 1).Length));
    }

    [Theory]
    [InlineData("\"IT\"", "\"XX\",\"problem\":\"nonsense\"", "country: is no ISO 3166-1 country code; problem: is no problem of this service")]
    [InlineData("\"service\":\"zoom\",", "", "service: is required")]
    [InlineData("\"zoom\"", "\" \"", "service: is required")]
    [InlineData("\"zoom\"", "\"zomo\"", "service: unknown")]
    public async Task What_is_wrong_with_a_line_is_told_by_its_own_field_in_words(string good, string wrong, string error)
    {
        await using var application = await ReportsApplication.StartAsync();
        var line = Encoding.UTF8.GetString(Line("anna", 1)).Replace(good, wrong, StringComparison.Ordinal);

        var answer = await (await SendAsync(application, ReportsApplication.Key, Encoding.UTF8.GetBytes(line))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(error, answer.GetProperty("rejected")[0].GetProperty("error").GetString());
    }

    [Theory, InlineData(""), InlineData(" ")]
    public async Task What_is_left_blank_in_a_line_is_left_out(string blank)
    {
        await using var application = await ReportsApplication.StartAsync();
        var lines = new[] { "anna", "bert" }.Select(who => Encoding.UTF8.GetString(Line(who, 1)).Replace("{", $"{{\"id\":\"{blank}\",\"network\":\"{blank}\",\"problem\":\"\",", StringComparison.Ordinal));

        var answer = await (await SendAsync(application, ReportsApplication.Key, Encoding.UTF8.GetBytes(string.Join('\n', lines)))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Empty(answer.GetProperty("rejected").EnumerateArray());
        Assert.Equal((2, 2), await application.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Count), await context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    [Fact]
    public async Task Nobody_can_take_the_ids_of_a_partners_lines()
    {
        await using var application = await ReportsApplication.StartAsync();
        var key = await application.QueryAsync(context => context.ApiKeys.Select(row => row.Name).FirstOrDefaultAsync()) ?? "bootstrap";
        using var form = new HttpRequestMessage(HttpMethod.Post, "/report")
        {
            Content = new FormUrlEncodedContent([new("service", "zoom"), new("kind", "works"), new("idempotencyKey", $"batch\n{key}\n1001")]),
            Headers = { { "Sec-Fetch-Site", "same-origin" } },
        };
        Assert.Equal(HttpStatusCode.OK, (await application.Client.SendAsync(form)).StatusCode);
        var line = Encoding.UTF8.GetString(Line("anna", 1)).Replace("{", "{\"id\":\"1001\",", StringComparison.Ordinal);

        var answer = await (await SendAsync(application, ReportsApplication.Key, Encoding.UTF8.GetBytes(line))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        Assert.Empty(answer.GetProperty("rejected").EnumerateArray());
    }

    private static byte[] Line(string reporter, int minutesAgo, string service = "zoom") => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{{\"service\":\"{service}\",\"country\":\"IT\",\"reporter\":\"{reporter}\",\"occurredAt\":\"{Now.AddMinutes(-minutesAgo):O}\"}}"));

    private static async Task<HttpResponseMessage> SendAsync(ReportsApplication application, string key, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports/batch") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-ndjson");
        request.Headers.Add("X-Api-Key", key);
        return await application.Client.SendAsync(request);
    }
}
