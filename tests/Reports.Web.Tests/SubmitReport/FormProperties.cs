using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Mvc.Testing;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>What holds for every form that is posted to the site.</summary>
public sealed class FormProperties(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static readonly string[] Fields =
    [
        ReportInput.ServiceField, ReportInput.KindField, ReportInput.ProblemField, ReportInput.CountryField, ReportInput.SubdivisionField, ReportInput.CommentField, ReportInput.KeyField, ReportInput.FromField,
        "timeZone", "confirm", "theme", "region", "return",
    ];

    private static readonly Gen<(string Name, string Value)[]> Filled = Gen.Select(Gen.OneOf(Fields), Gen.Frequency((1, Gen.OneOf("zoom", "works", "IT", "US-NY", "login")), (2, Hostile.Text.Where(text => text.Length < 1_000)))).Array[0, 8];

    private static readonly Gen<(byte[] Body, string Type)> Forms = Gen.Frequency(
        (2, Hostile.Bytes(Filled.Select(UrlEncoded)).Select(body => (body, "application/x-www-form-urlencoded"))),
        (1, Gen.Select(Filled.Select(UrlEncoded), Gen.OneOf("utf-7", "utf-16", "latin1", "65000", "none-such")).Select((body, charset) => (body, $"application/x-www-form-urlencoded; charset={charset}"))),
        (3, Hostile.Bytes(Filled.Select(InParts)).Select(body => (body, "multipart/form-data; boundary=b"))),
        (1, Filled.Select(InParts).Select(body => (body, "multipart/form-data"))));

    [Fact]
    public async Task Any_form_is_answered_and_nothing_of_it_is_a_mistake_of_the_site()
    {
        using var client = shared.Application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        await Gen.Select(Forms, Gen.OneOf("/report", "/it/report", "/theme", "/region"), Gen.OneOf(null, "same-origin", "none", "cross-site"), Hostile.Address).SampleAsync(
            async (form, path, site, address) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(form.Body) };
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(form.Type);
                request.Headers.Add("X-Forwarded-For", address);
                request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
                var status = (await client.SendAsync(request)).StatusCode;
                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.SeeOther or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType, $"{(int)status}");
            },
            iter: 300, threads: 2);

        Assert.Empty(shared.Application.Errors.Entries);
    }

    [Theory]
    [InlineData("/report"), InlineData("/theme"), InlineData("/region")]
    public async Task A_form_in_parts_that_ends_in_the_middle_of_one_is_a_bad_request(string path)
    {
        using var content = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"service\"\r\n\r\nzoo"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        Assert.Equal(HttpStatusCode.BadRequest, (await shared.Application.Client.PostAsync(path, content)).StatusCode);
        Assert.Empty(shared.Application.Errors.Entries);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "service=zoom"), InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"service\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nzoom\r\n--b--\r\n")]
    public async Task A_form_in_a_charset_that_nobody_should_read_is_refused(string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await shared.Application.Client.PostAsync("/report", content)).StatusCode);
        Assert.Empty(shared.Application.Errors.Entries);
    }

    private static byte[] UrlEncoded((string Name, string Value)[] fields) =>
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={(field.Value.Contains('%', StringComparison.Ordinal) ? field.Value : WebUtility.UrlEncode(field.Value))}")));

    private static byte[] InParts((string Name, string Value)[] fields) =>
        Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => $"--b\r\nContent-Disposition: form-data; name=\"{field.Name}\"\r\n\r\n{field.Value}\r\n")) + "--b--\r\n");
}
