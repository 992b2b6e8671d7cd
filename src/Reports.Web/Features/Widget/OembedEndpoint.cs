using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Reports.Pipeline.Status;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.Widget;

/// <summary>oEmbed 1.0: a page that quotes the address of a service or an outage of this site can show its frame instead.</summary>
public static class OembedEndpoint
{
    private const int CacheSeconds = 300;

    public static IEndpointRouteBuilder MapOembed(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Urls.OembedPath, AnswerAsync).ExcludeFromDescription().OpenToAllOrigins();
        return routes;
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, Languages languages, StatusBoardHolder boards, OutageReader outages, string? url, string? maxwidth, string? maxheight, string? format, CancellationToken cancellationToken)
    {
        if (format is not (null or "json" or "xml"))
        {
            return Problems.Of(StatusCodes.Status501NotImplemented, "no-such-format", "There is no such format.", "The format is json or xml.");
        }

        if (string.IsNullOrEmpty(url))
        {
            return Problems.Invalid("url", "is the address of a service or an outage of this site");
        }

        var request = http.Request;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || !string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        {
            return Missing();
        }

        var path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var language = languages.Find(path.FirstOrDefault());
        if ((language is null ? path : path[1..]) is not [var kind, var name])
        {
            return Missing();
        }

        var status = kind switch
        {
            "services" => boards.Current.Find(name),
            "outages" when Guid.TryParse(name, out var id) && await outages.FindAsync(id, cancellationToken) is { } outage => boards.Current.Find(outage.Service.Slug),
            _ => null,
        };
        var size = EmbedSize.Largest(Pixels(maxwidth), Pixels(maxheight));
        if (status is null || EmbedView.Of(boards.Current, status.Service.Slug, null, language ?? languages.For(request)) is not { } view)
        {
            return Missing();
        }

        var origin = $"{request.Scheme}://{request.Host}";
        http.Response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={CacheSeconds}");
        var answer = new OembedAnswer(
            "rich", "1.0", view.Sentence, "Reports", origin + Urls.Home(language?.Language), CacheSeconds, size.Width, size.Height,
            EmbedCode.Frame(origin, view.Service, null, language?.Language, null, size),
            $"{origin}{Urls.ServiceImage(view.Service.Slug, (language ?? languages.For(request)).Language)}", Urls.ImageWidth, Urls.ImageHeight);
        return format is "xml" ? TypedResults.Content(Xml(answer), "text/xml", Encoding.UTF8) : TypedResults.Json(answer, Json);
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static string Xml(OembedAnswer answer)
    {
        var members = JsonSerializer.SerializeToElement(answer, Json).EnumerateObject();
        return $"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n{new XElement("oembed", members.Select(member => new XElement(member.Name, member.Value.ToString())))}";
    }

    // What is no number is no limit.
    private static int Pixels(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : int.MaxValue;

    private static IResult Missing() =>
        Problems.Of((int)HttpStatusCode.NotFound, "not-embeddable", "Nothing of this site has that address.", "Services and outages of this site can be embedded, by the address of their page.");
}

/// <summary>The members of an oEmbed answer of the type <c>rich</c>, in its own spelling.</summary>
public sealed record OembedAnswer(
    string Type, string Version, string Title, string ProviderName, string ProviderUrl, int CacheAge, int Width, int Height, string Html,
    string ThumbnailUrl, int ThumbnailWidth, int ThumbnailHeight);
