namespace Reports.Web.Hosting;

/// <summary>Pages put addresses of this site together from the name they were asked under. A name of which no address can be made is refused before it breaks them.</summary>
internal static class HostNames
{
    /// <summary>Probes of the simplest kind name no host; they get one.</summary>
    private static readonly HostString Nameless = new("localhost");

    public static IApplicationBuilder UseHostNames(this IApplicationBuilder app)
    {
        // The last good one: nearly all callers use the same.
        string? known = null;
        return app.Use((context, next) =>
        {
            var request = context.Request;
            if (!request.Host.HasValue)
            {
                request.Host = Nameless;
            }

            var host = request.Host.Value;
            if (request.Scheme is "http" or "https" && (string.Equals(host, Volatile.Read(ref known), StringComparison.Ordinal) || IsGood(host)))
            {
                Volatile.Write(ref known, host);
                return next(context);
            }

            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Problems.Of(StatusCodes.Status400BadRequest, "invalid-request", "The host is no host.").ExecuteAsync(context);
        });
    }

    private static bool IsGood(string? host) => Uri.TryCreate($"https://{host}/", UriKind.Absolute, out _);
}
