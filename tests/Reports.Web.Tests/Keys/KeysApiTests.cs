using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Domain.Keys;
using Reports.Web.Hosting;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.Keys;

public sealed class KeysApiTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private const string Nobody = "/api/v1/outages/00000000-0000-0000-0000-000000000000/retract";
    private static readonly string[] Scopes = ["ingest", "updates", "admin"];

    private ReportsApplication Application => shared.Application;

    /// <summary>Every call that needs a key, with its scope and its answer to an empty body under the right key.</summary>
    public static TheoryData<string, string, string, HttpStatusCode> Calls => new()
    {
        { "POST", "/api/v1/reports/batch", "ingest", HttpStatusCode.OK },
        { "POST", "/api/v1/services/zoom/updates", "updates", HttpStatusCode.BadRequest },
        { "POST", Nobody, "admin", HttpStatusCode.BadRequest },
        { "GET", "/api/v1/comments", "admin", HttpStatusCode.OK },
        { "POST", "/api/v1/comments/show", "admin", HttpStatusCode.BadRequest },
        { "POST", "/api/v1/comments/hide", "admin", HttpStatusCode.BadRequest },
        { "GET", "/api/v1/keys", "admin", HttpStatusCode.OK },
        { "POST", "/api/v1/keys", "admin", HttpStatusCode.BadRequest },
        { "POST", "/api/v1/keys/00000000-0000-0000-0000-000000000000/revoke", "admin", HttpStatusCode.NotFound },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task A_call_is_open_to_its_scope_and_to_no_other(string method, string path, string scope, HttpStatusCode status)
    {
        Assert.Equal(status, (await SendAsync(method, path, await MakeAsync(scope))).StatusCode);
        Assert.Equal(status, (await SendAsync(method, path, ReportsApplication.Key)).StatusCode);
        foreach (var other in Scopes.Except([scope], StringComparer.Ordinal))
        {
            var refused = await SendAsync(method, path, await MakeAsync(other));
            await AssertProblemAsync(refused, HttpStatusCode.Forbidden, "insufficient-scope");
            Assert.Equal($"Bearer error=\"insufficient_scope\", scope=\"{scope}\"", refused.Headers.WwwAuthenticate.ToString());
        }

        await AssertProblemAsync(await SendAsync(method, path, null), HttpStatusCode.Unauthorized, "api-key-required");
        await AssertProblemAsync(await SendAsync(method, path, "wrong"), HttpStatusCode.Unauthorized, "api-key-malformed");
    }

    [Fact]
    public void Every_call_that_changes_something_names_a_scope_but_that_of_the_public()
    {
        var endpoints = Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToList();
        string Name(RouteEndpoint endpoint) => $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.TrimEnd('/')}";

        Assert.Equal(
            ["POST /api/v1/reports"],
            endpoints.Where(endpoint => !Name(endpoint).StartsWith("GET", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<RequiredScope>() is null).Select(Name).Distinct());
        Assert.Equal(Calls.Count, endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredScope>() is not null).Select(Name).Distinct().Count());
    }

    [Fact]
    public async Task A_key_is_told_once_listed_without_its_secret_and_refused_when_revoked()
    {
        var made = await ReadAsync(await SendAsync("POST", "/api/v1/keys", ReportsApplication.Key, """{"name":"probe","scopes":["updates","ingest"],"linesPerMinute":7}"""));
        var (key, about) = (made.GetProperty("key").GetString()!, made.GetProperty("about"));
        Assert.StartsWith("rk_", key, StringComparison.Ordinal);
        Assert.Equal(["ingest", "updates"], about.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Equal(7, about.GetProperty("linesPerMinute").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("POST", "/api/v1/reports/batch", key)).StatusCode);

        var response = await SendAsync("GET", "/api/v1/keys", ReportsApplication.Key);
        var list = await response.Content.ReadAsStringAsync();
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("rk_", list, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", list, StringComparison.OrdinalIgnoreCase);
        var id = about.GetProperty("id").GetGuid();
        var listed = JsonDocument.Parse(list).RootElement.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == id);
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("lastUsed").ValueKind);

        var revoked = await ReadAsync(await SendAsync("POST", $"/api/v1/keys/{id}/revoke", ReportsApplication.Key));
        Assert.NotEqual(JsonValueKind.Null, revoked.GetProperty("revokedAt").ValueKind);
        await AssertProblemAsync(await SendAsync("POST", "/api/v1/reports/batch", key), HttpStatusCode.Unauthorized, "api-key-revoked");
        Assert.Equal(revoked.GetProperty("revokedAt").GetString(), (await ReadAsync(await SendAsync("POST", $"/api/v1/keys/{id}/revoke", ReportsApplication.Key))).GetProperty("revokedAt").GetString());
    }

    [Fact]
    public async Task A_key_whose_time_is_over_is_refused()
    {
        var key = await MakeAsync("ingest");
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(key));
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await Application.QueryAsync(context => context.ApiKeys.Where(row => row.Hash == hash).ExecuteUpdateAsync(row => row.SetProperty(one => one.ExpiresAt, past)));

        await AssertProblemAsync(await SendAsync("POST", "/api/v1/reports/batch", key), HttpStatusCode.Unauthorized, "api-key-expired");
    }

    [Theory]
    [InlineData("""{"scopes":["ingest"]}""", "name")]
    [InlineData("""{"name":"bootstrap","scopes":["ingest"]}""", "name")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["everything"]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["ingest"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"x","scopes":["ingest"],"linesPerMinute":0}""", "linesPerMinute")]
    public async Task A_wrong_wish_is_told_by_field(string body, string field)
    {
        var response = await SendAsync("POST", "/api/v1/keys", ReportsApplication.Key, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private async Task<string> MakeAsync(string scope) =>
        (await ReadAsync(await SendAsync("POST", "/api/v1/keys", ReportsApplication.Key, $$"""{"name":"{{scope}}","scopes":["{{scope}}"]}"""))).GetProperty("key").GetString()!;

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? key, string body = "{}")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            var isBatch = path.EndsWith("/batch", StringComparison.Ordinal);
            request.Content = new StringContent(isBatch ? "" : body, Encoding.UTF8, isBatch ? "application/x-ndjson" : "application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        return await Application.Client.SendAsync(request);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal($"/problems/{type}", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }
}
