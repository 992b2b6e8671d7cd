using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Reports.Fuzzing;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>What holds for every body of <c>POST /api/v1/reports/batch</c>.</summary>
public sealed class BatchProperties(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly Gen<byte[]> Lines = Gen.Select(
        Gen.OneOf("zoom", "whatsapp", "no-such-service"), Gen.OneOf(null, "IT", "US", "XX"), Gen.OneOf<double?>(null, 45.46, 91), Gen.Int[0, 40], Gen.OneOf(null, "1", "2"), Gen.Int[-400, 300_000])
        .Select((service, country, latitude, reporter, id, seconds) => JsonSerializer.SerializeToUtf8Bytes(
            new BatchLine(service, null, null, country, null, latitude, latitude is null ? null : 9.19, Now.AddSeconds(-seconds), $"{reporter}", null, id), JsonSerializerOptions.Web));

    private static readonly Gen<byte[]> Bodies = Gen.OneOf(
            Lines, Hostile.Bytes(Lines), Hostile.Text.Select(Encoding.UTF8.GetBytes), Gen.Const(Array.Empty<byte>()), Gen.Const("  \t"u8.ToArray()), Gen.Const(new byte[17_000]))
        .Array[0, 12].Select(lines => lines.SelectMany(line => line.Append((byte)'\n')).ToArray());

    [Fact]
    public void Any_line_is_a_row_or_an_error() => Hostile.Bytes(Lines).Sample(line => BatchLine.Parse(line) is ({ }, null) or (null, { Length: > 0 }), iter: 20_000);

    [Fact]
    public async Task Every_line_is_told_of_once_under_its_own_number_however_the_body_arrives()
    {
        await Gen.Select(Bodies, Gen.Int[1, 5_000]).SampleAsync(
            async (body, size) =>
            {
                var (whole, pieces) = (await SendAsync(body, body.Length + 1), await SendAsync(body, size));
                var numbers = NumbersOf(body);
                var wrong = whole.Rejected.Select(rejection => rejection.Line).ToList();
                Assert.Equal(numbers.Count, whole.Accepted + whole.Duplicates + whole.Rejected.Count);
                Assert.Equal(wrong.Order().Distinct(), wrong);
                Assert.Subset(numbers.ToHashSet(), wrong.ToHashSet());
                Assert.All(whole.Rejected, rejection => Assert.NotEmpty(rejection.Error));

                // The second time all that was accepted is known, by its id or by its person.
                Assert.Equal(whole.Rejected, pieces.Rejected);
                Assert.Equal((0, whole.Accepted + whole.Duplicates), (pieces.Accepted, pieces.Duplicates));
            },
            iter: 150, threads: 1);

        Assert.Empty(shared.Application.Errors.Entries);
    }

    [Fact]
    public async Task Any_key_opens_nothing()
    {
        await Hostile.Text.Where(key => key.All(character => character is >= ' ' and <= '~')).SampleAsync(
            async key =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports/batch") { Content = new StringContent("{}", Encoding.UTF8, "application/x-ndjson") };
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
                request.Headers.TryAddWithoutValidation("X-Api-Key", key);
                var response = await shared.Application.Client.SendAsync(request);
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                await Contract.ReadAsync(response);
            },
            iter: 100, threads: 2);

        Assert.Empty(shared.Application.Errors.Entries);
    }

    /// <summary>Of lines with more than blanks; one that is too long has more.</summary>
    private static List<int> NumbersOf(byte[] body) => [.. Encoding.Latin1.GetString(body).Split('\n').Index()
        .Where(line => line.Item.Length > LineReader.LongestLine || line.Item.Any(character => character is not (' ' or '\t' or '\r')))
        .Select(line => line.Index + 1)];

    private async Task<BatchAnswer> SendAsync(byte[] body, int size)
    {
        using var content = new StreamContent(new PieceStream(body, size), size);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports/batch") { Content = content };
        request.Headers.Add("Authorization", "Bearer " + ReportsApplication.Key);
        var response = await shared.Application.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode}: {text}"));
        return JsonSerializer.Deserialize<BatchAnswer>(text, JsonSerializerOptions.Web)!;
    }
}
