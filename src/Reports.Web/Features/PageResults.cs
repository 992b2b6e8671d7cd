using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Localization;

namespace Reports.Web.Features;

/// <summary>Renders whole pages for endpoints: no circuit, no antiforgery cookie, so that a page can be cached and survives the spike it reports.</summary>
public sealed class PageResults(Languages languages, StatusBoardHolder boards)
{
    /// <summary>The newest board. Take it once per request: what is looked up and what is drawn must be of one instant.</summary>
    public StatusBoard Board => boards.Current;

    public bool Ships(string language) => languages.Find(language) is not null;

    /// <summary>The language a page answers in.</summary>
    public string LanguageOf(HttpContext http, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(http);
        return languages.For(http.Request, prefix).Language;
    }

    /// <param name="prefix">The language in the address, or null.</param>
    /// <param name="parameters">Parameters of the page besides <see cref="PageView.Page"/>.</param>
    public IResult Of<TPage>(HttpContext http, StatusBoard board, string? prefix, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : PageView => Render<TPage>(http, board, prefix, StatusCodes.Status200OK, parameters);

    /// <param name="reason">Key of the text that says what was not found.</param>
    public IResult Missing(HttpContext http, string? prefix, string reason = "missing.page") =>
        Render<MissingPage>(http, Board, prefix, StatusCodes.Status404NotFound, (nameof(MissingPage.Reason), reason));

    /// <summary>A page that asks again by itself.</summary>
    public IResult Starting(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var language = languages.Find(http.Request.Path.Value?.Split('/').ElementAtOrDefault(1))?.Language;
        http.Response.Headers["Refresh"] = "5";
        return Render<StartingPage>(http, Board, language, StatusCodes.Status503ServiceUnavailable);
    }

    private RazorComponentResult<TPage> Render<TPage>(
        HttpContext http, StatusBoard board, string? prefix, int status, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        var page = PageContext.Of(http, languages, board, prefix);
        http.Response.Headers.ContentLanguage = page.Texts.Language;
        http.Response.Headers.Append(HeaderNames.Vary, prefix is null ? "Accept-Language, Cookie" : HeaderNames.Cookie);
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(PageView.Page)] = page };
        foreach (var (name, value) in parameters)
        {
            all[name] = value;
        }

        return new RazorComponentResult<TPage>(all) { StatusCode = status, PreventStreamingRendering = true };
    }
}
