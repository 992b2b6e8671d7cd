using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Reports.Web.Tests;

/// <summary>What every answer of the API keeps to, whatever was asked.</summary>
internal static class Contract
{
    private static readonly string[] ReportFields =
        ["service", "kind", "problem", "location.country", "location.subdivision", "location.latitude", "location.longitude", "comment", "Idempotency-Key"];

    /// <summary>A success, or a problem document that is no mistake of ours.</summary>
    /// <returns>The body of it.</returns>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        if ((int)response.StatusCode < 400)
        {
            return body;
        }

        Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)response.StatusCode, body.GetProperty("status").GetInt32());
        Assert.StartsWith("/problems/", body.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(body.GetProperty("title").GetString()!);
        return body;
    }

    /// <summary>The answer to a report: stored, or refused for a reason that is told.</summary>
    public static async Task<JsonElement> ReadReportAsync(HttpResponseMessage response)
    {
        var body = await ReadAsync(response);
        var type = response.StatusCode == HttpStatusCode.Created ? "" : body.GetProperty("type").GetString();
        switch (type)
        {
            case "":
                Assert.True(body.GetProperty("id").TryGetGuid(out _));
                break;
            case "/problems/invalid-request":
                Assert.NotEmpty(Fields(body));
                Assert.Subset(ReportFields.ToHashSet(StringComparer.Ordinal), Fields(body).ToHashSet(StringComparer.Ordinal));
                break;
            default:
                Assert.True(type is "/problems/invalid-json" or "/problems/unknown-service" or "/problems/too-large", type);
                break;
        }

        return body;
    }

    public static IEnumerable<string> Fields(JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);
}
