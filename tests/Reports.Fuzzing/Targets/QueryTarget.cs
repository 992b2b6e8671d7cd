using System.Text;
using Microsoft.AspNetCore.Http;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Keys;
using Reports.Web.Api;
using Reports.Web.Features.Home;
using Reports.Web.Features.Services;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Features.Widget;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Fuzzing.Targets;

/// <summary>What addresses, headers and forms carry. The first byte chooses who reads the rest.</summary>
internal sealed class QueryTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 5, 17, 14, 2, 0, TimeSpan.Zero);
    private readonly Languages _languages = Languages.Load(strict: true);
    private readonly IReadOnlyList<MonitoredService> _services = ServiceCatalog.LoadShipped().Services;
    private readonly Action<string>[] _readers;

    public QueryTarget() => _readers =
    [
        Instant, Mark, Texts, Link, Key, Range, Sizes, AcceptedLanguage, Encodings, Origin, Search, UrlEncodedForm, MultipartForm,
    ];

    protected override IEnumerable<byte[]> Ordinary =>
        _readers.SelectMany((_, i) => new[] { "2026-05-17T14:02:00Z", "zoom", "it-CH,it;q=0.8,*;q=0", "https://www.example.org/a?b=c", "service=zoom&comment=a%20b" }.Select(text => (byte[])[(byte)i, .. Encoding.UTF8.GetBytes(text)]));

    public override void Give(byte[] input)
    {
        if (input.Length > 0)
        {
            _readers[input[0] % _readers.Length](Encoding.UTF8.GetString(input.AsSpan(1)));
        }
    }

    private static void Instant(string text)
    {
        var isRead = QueryInstant.TryRead(text, out var instant);
        Promise(isRead == instant is not null);
        Promise(instant is not { } at || (MinuteBucket.Of(at) >= 0 && MinuteBucket.Start(MinuteBucket.Of(at)) <= at));
    }

    private static void Mark(string text)
    {
        _ = PageMark.Read(text);
        Promise(PageMark.Read(PageMark.Write(text)) == text);
    }

    private static void Texts(string text)
    {
        Promise(!PlainText.Is(text) || !text.Contains('\0', StringComparison.Ordinal));
        _ = ContactDetails.MayBeIn(text);
    }

    private static void Link(string text)
    {
        var site = LinkingSite.Of(text, "status.example.org");
        Promise(site is not { } name || (name.Length is > 0 and <= 253 && string.Equals(name, name.ToLowerInvariant(), StringComparison.Ordinal) && name != "status.example.org"));
    }

    private static void Key(string text)
    {
        Promise(!ApiKeyText.IsWellFormed(text) || text.All(char.IsAscii));
        Promise(ApiKeyText.HashOf(text).Length == 32);
        Promise(ReporterHash.BrowserOf(text).Contains('/', StringComparison.Ordinal));
    }

    private static void Range(string text)
    {
        var parts = text.Split('\n');
        var range = ChartRange.Read(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2), Now);
        Promise(range.From < range.To && range.To - range.From <= (ChartRange.MostDays + 2) * MinuteBucket.PerDay);
        Promise(range.From % range.Step == 0 && range.To % range.Step == 0);
        _ = (range.Scaled(0.5, Now), range.Scaled(2, Now), range.Moved(-1, Now), range.Moved(1, Now), range.Query);
    }

    private static void Sizes(string text)
    {
        Promise(EmbedSize.All.Contains(EmbedSize.Of(text)) && BadgeStyle.All.Contains(BadgeStyle.Of(text)));
        Promise(Words.TryRead(text, out Domain.Status.StatusLevel level) == (Words.Of(level) == text));
    }

    private void AcceptedLanguage(string text)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = text;
        Promise(_languages.Shipped.Contains(_languages.For(http.Request)));
        Promise(PreferredLanguage.Of(http.Request) is null or { Length: 2 or 3 });
        Promise(PlaceGuess.OfLanguages(http, language: null) is not { } country || RegionCatalog.Instance.FindCountry(country) is not null);
    }

    private static void Encodings(string text) => Promise(CacheByEncoding.Readable(text) is "" or "br" or "gzip" or "br gzip");

    private static void Origin(string text)
    {
        var http = new DefaultHttpContext();
        http.Request.Host = new HostString("status.example.org");
        http.Request.Headers.Origin = text;
        Promise(PostOrigins.Of(http.Request) != PostOrigin.Own || text.Contains("status.example.org", StringComparison.OrdinalIgnoreCase));
    }

    private void Search(string text)
    {
        if (ServiceSearch.Cut(text) is { } query)
        {
            Promise(query.Length is > 0 and <= 80);
            Promise(ServiceSearch.Find(_services, query).Count <= _services.Count);
            _ = ServiceSearch.Exactly(_services, query);
        }
    }

    private static void UrlEncodedForm(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        Form("application/x-www-form-urlencoded" + (end < 0 ? "" : $"; charset={text[..end]}"), Encoding.UTF8.GetBytes(text[(end + 1)..]));
    }

    private static void MultipartForm(string text) => Form("multipart/form-data; boundary=b", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));

    private static void Form(string type, byte[] body)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = type;
        http.Request.Body = new MemoryStream(body);
        var (form, status) = FormReader.ReadAsync(http.Request, CancellationToken.None).GetAwaiter().GetResult();
        Promise(form is not null ? status == StatusCodes.Status200OK : status is StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType);
        if (form is not null)
        {
            _ = ReportInput.Read(form).ToSubmission().Fingerprint();
        }
    }
}
