using System.Globalization;

namespace Reports.Web.Hosting;

/// <summary>Pages put addresses of this site together from the name they were asked under. A name of which no address can be made is refused before it breaks them.</summary>
internal static class HostNames
{
    /// <summary>Probes of the simplest kind name no host; they get one.</summary>
    private static readonly HostString Nameless = new("localhost");

    public static IApplicationBuilder UseHostNames(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (!request.Host.HasValue)
        {
            request.Host = Nameless;
        }

        return request.Scheme is "http" or "https" && Uri.TryCreate(string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host.Value}/"), UriKind.Absolute, out _)
            ? next(context)
            : Problems.Of(StatusCodes.Status400BadRequest, "invalid-request", "The host is no host.").ExecuteAsync(context);
    });
}
