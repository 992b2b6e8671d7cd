using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Hosting;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>What holds for every body of <c>POST /api/v1/reports</c>.</summary>
public sealed class ReportProperties(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static readonly PlaceLocator Locator = new();

    private static readonly Gen<ReportLocation?> Locations = Gen.OneOf(
        Gen.Const((ReportLocation?)null),
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180]).Select((latitude, longitude) => (ReportLocation?)new ReportLocation { Latitude = latitude, Longitude = longitude }),
        Gen.OneOf([.. RegionCatalog.Instance.Countries]).Select(country => (ReportLocation?)new ReportLocation { Country = country.Code }),
        Gen.OneOf([.. RegionCatalog.Instance.Countries.SelectMany(country => country.Subdivisions)]).Select(part => (ReportLocation?)new ReportLocation { Subdivision = part.Code }),
        Gen.Const((ReportLocation?)new ReportLocation { Country = "US", Subdivision = "US-NY" }));

    private static readonly Gen<SubmitReportRequest> Good = Gen.Select(
        Gen.OneOf("zoom", "whatsapp"), Gen.OneOf(null, "down", "works"), Gen.OneOf(null, "", "login"), Locations,
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u00a0', '\ud7ff']), 0, 60]).Select((service, kind, problem, location, comment) =>
            new SubmitReportRequest { Service = service, Kind = kind, Problem = problem, Location = location, Comment = comment });

    private static readonly Gen<JsonNode?> Values = Gen.OneOf(
        Hostile.Text.Select(text => (JsonNode?)JsonValue.Create(text)), Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.OneOf("null", "true", "[]", "{}", "[[[[1]]]]", "{\"a\":{}}").Select(json => JsonNode.Parse(json)));

    private ReportsApplication Application => shared.Application;

    [Fact]
    public void A_body_reads_back_as_it_was_written() =>
        Good.Sample(body => BodyReader.Parse<SubmitReportRequest>(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)).Body == body, iter: 2_000);

    [Fact]
    public void Any_bytes_are_a_body_or_a_problem() =>
        Hostile.Bytes(Good.Select(Bytes)).Sample(bytes => BodyReader.Parse<SubmitReportRequest>(bytes) is ({ }, null) or (null, { }), iter: 20_000);

    [Fact]
    public async Task Any_bytes_get_an_answer_of_the_contract()
    {
        await Gen.Select(Hostile.Bytes(Good.Select(Bytes)), Hostile.Address).SampleAsync(
            async (bytes, address) => await Contract.ReadReportAsync(await SendAsync(bytes, address)), iter: 400, threads: 2);

        Assert.Empty(Application.Errors.Entries);
    }

    [Fact]
    public async Task A_report_that_is_as_it_should_be_is_stored_where_it_says()
    {
        await Gen.Select(Good, Hostile.Address).SampleAsync(
            async (body, address) =>
            {
                var response = await SendAsync(Bytes(body), address);
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                var answer = await Contract.ReadReportAsync(response);
                Assert.Equal(body.Service, answer.GetProperty("service").GetString());
                Assert.Equal(Expected(body.Location), RegionOf(answer));
            },
            iter: 200, threads: 2);

        Assert.Empty(Application.Errors.Entries);
    }

    [Fact]
    public async Task A_member_that_nobody_knows_changes_nothing()
    {
        await Gen.Select(Good, Hostile.Text.Where(name => name.Length < 100 && IsText(name) && !IsMember(name)), Values, Hostile.Address).SampleAsync(
            async (body, name, value, address) =>
            {
                var with = (JsonObject)JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!;
                with[name] = value?.ToJsonString() is { Length: < 1000 } json && IsText(json) ? value : null;
                var answer = await Contract.ReadReportAsync(await SendAsync(JsonSerializer.SerializeToUtf8Bytes(with), address));
                Assert.Equal((body.Service, Expected(body.Location)), (answer.GetProperty("service").GetString(), RegionOf(answer)));
            },
            iter: 150, threads: 2);

        Assert.Empty(Application.Errors.Entries);
    }

    [Fact]
    public async Task A_member_that_is_wrong_is_named_and_no_other()
    {
        var members = Gen.OneOf("service", "kind", "problem", "comment", "location", "location.latitude", "location.longitude", "location.country", "location.subdivision");
        await Gen.Select(Good, members, Values, Hostile.Address).SampleAsync(
            async (body, member, value, address) =>
            {
                var changed = (JsonObject)JsonSerializer.SerializeToNode(body with { Location = body.Location ?? new ReportLocation() }, JsonSerializerOptions.Web)!;
                var (parent, name) = member.Split('.') is [var outer, var inner] ? ((JsonObject)changed[outer]!, inner) : (changed, member);
                parent[name] = value;
                var answer = await Contract.ReadReportAsync(await SendAsync(JsonSerializer.SerializeToUtf8Bytes(changed), address));
                switch (answer.TryGetProperty("type", out var type) ? type.GetString() : "")
                {
                    case "/problems/invalid-request":
                        Assert.All(Contract.Fields(answer), field => Assert.StartsWith(member.Split('.')[0], field, StringComparison.Ordinal));
                        break;
                    case "/problems/invalid-json":
                        Assert.Contains($"$.{member}", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
                        break;
                    case "/problems/unknown-service":
                        Assert.Equal("service", member);
                        break;
                }
            },
            iter: 400, threads: 2);

        Assert.Empty(Application.Errors.Entries);
    }

    [Fact]
    public async Task Any_idempotency_key_makes_one_report_or_is_refused()
    {
        // A server takes the blanks around a header away, which this host in the same process does not.
        var keys = Hostile.Text.Select(key => key.Trim()).Where(key => key.Length > 0 && key.All(character => character is >= ' ' and <= '~'));
        await Gen.Select(keys, Hostile.Address).SampleAsync(
            async (key, address) =>
            {
                var (first, again) = (await Contract.ReadReportAsync(await SendAsync("{\"service\":\"zoom\"}"u8.ToArray(), address, key)), await Contract.ReadReportAsync(await SendAsync("{\"service\":\"zoom\"}"u8.ToArray(), address, key)));
                Assert.Equal(key.Length > 255, first.TryGetProperty("errors", out _));
                Assert.True(key.Length > 255 || first.GetRawText() == again.GetRawText(), key);
            },
            iter: 100, threads: 2);

        Assert.Empty(Application.Errors.Entries);
    }

    [Fact]
    public async Task Any_content_type_is_that_of_json_or_is_refused()
    {
        var types = Gen.Select(Gen.OneOf("application/json", "application/", "application/problem+json", "text/plain", "*/*", ""), Gen.OneOf("", "; charset=utf-7", "; charset=utf-16", "; charset=", ";;", "; a=\"", ", text/html"), Hostile.Text)
            .Select((type, parameter, text) => type + parameter + new string([.. text.Where(character => character is >= ' ' and <= '~').Take(50)]));
        await Gen.Select(types, Gen.OneOf("/api/v1/reports", "/api/v1/reports/batch"), Hostile.Address).SampleAsync(
            async (type, path, address) =>
            {
                var response = await Application.SendAsync(path, "{\"service\":\"zoom\"}"u8.ToArray(), type, null, address, withKey: true);
                Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.UnsupportedMediaType, $"{(int)response.StatusCode}");
                await Contract.ReadAsync(response);
            },
            iter: 200, threads: 2);

        Assert.Empty(Application.Errors.Entries);
    }

    private static byte[] Bytes(SubmitReportRequest body) => JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);

    private static bool IsMember(string name) => typeof(SubmitReportRequest).GetProperties().Any(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Half a character is no member: JSON that is written with one is not read.
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xfffd) && !text.Contains("\\uD", StringComparison.OrdinalIgnoreCase);

    private static (string?, string?) Expected(ReportLocation? location)
    {
        if (location is { Latitude: { } latitude, Longitude: { } longitude })
        {
            return Locator.Locate(latitude, longitude) is { } found ? (found.Country, found.Subdivision) : (null, null);
        }

        return (location?.Country ?? location?.Subdivision?.Split('-')[0], location?.Subdivision);
    }

    private static (string?, string?) RegionOf(JsonElement answer) =>
        (answer.GetProperty("region").GetProperty("country").GetString(), answer.GetProperty("region").GetProperty("subdivision").GetString());

    private Task<HttpResponseMessage> SendAsync(byte[] body, string address, string? key = null) =>
        Application.SendAsync("/api/v1/reports", body, "application/json", key, address);
}
