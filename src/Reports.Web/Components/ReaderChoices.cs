using Reports.Domain.Catalog;
using Reports.Web.Hosting;

namespace Reports.Web.Components;

/// <summary>What a reader chooses for all pages, without JavaScript: a theme, a region. Each is one cookie, and any other value takes it away.</summary>
public static class ReaderChoices
{
    private const string Theme = "theme";
    private const string Region = "region";

    public static void MapReaderChoices(this IEndpointRouteBuilder app)
    {
        Map(Urls.Theme, Theme);
        Map(Urls.OwnRegion, Region);

        void Map(string path, string choice) => app.MapPost(path, (HttpContext http, CancellationToken cancellationToken) => SetAsync(http, choice, cancellationToken))
            .DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary><c>light</c>, <c>dark</c>, or null to follow the system.</summary>
    public static string? ThemeOf(HttpRequest request) => Known(Theme, request.Cookies[Theme]);

    /// <summary>The macro-region that the reader has named, or null.</summary>
    public static string? RegionOf(HttpRequest request) => Known(Region, request.Cookies[Region]);

    private static string? Known(string choice, string? value) => value is not null && choice switch
    {
        Theme => value is "light" or "dark",
        _ => MacroRegions.IndexOf(value) >= 0,
    } ? value : null;

    private static async Task<IResult> SetAsync(HttpContext http, string choice, CancellationToken cancellationToken)
    {
        var (form, status) = await FormReader.ReadAsync(http.Request, cancellationToken);
        if (form is null)
        {
            return Results.StatusCode(status);
        }

        if (Known(choice, form[choice]) is { } value)
        {
            http.Response.Cookies.Append(choice, value, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            });
        }
        else
        {
            http.Response.Cookies.Delete(choice);
        }

        http.Response.Headers.Location = LocalPath(form["return"].ToString());
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    // Anything but a path of this site would make the form a way to send people elsewhere.
    private static string LocalPath(string target)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? mark : target.Length;
        var (path, query) = (target[..end], target[end..]);
        return path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl)
            ? new PathString(path).ToUriComponent() + (query.All(character => character is > ' ' and <= '~') ? query : "")
            : "/";
    }
}
