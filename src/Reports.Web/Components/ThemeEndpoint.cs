using Reports.Web.Hosting;

namespace Reports.Web.Components;

/// <summary>Switches between light, dark and the system's theme without JavaScript.</summary>
public static class ThemeEndpoint
{
    private const string Cookie = "theme";

    public static void MapTheme(this IEndpointRouteBuilder app) => app.MapPost(Urls.Theme, SetAsync).DisableAntiforgery().ExcludeFromDescription();

    /// <summary><c>light</c>, <c>dark</c>, or null to follow the system.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie] : null;

    private static async Task<IResult> SetAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (form, status) = await FormReader.ReadAsync(http.Request, cancellationToken);
        if (form is null)
        {
            return Results.StatusCode(status);
        }

        if (form["theme"].ToString() is "light" or "dark")
        {
            http.Response.Cookies.Append(Cookie, form["theme"].ToString(), new CookieOptions
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
            http.Response.Cookies.Delete(Cookie);
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
