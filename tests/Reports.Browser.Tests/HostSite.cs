using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Reports.Browser.Tests;

/// <summary>Other people's pages, on an origin of their own, that carry the embeds of a site; they are the files in <c>Hosts</c>.</summary>
public sealed class HostSite : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HostSite(WebApplication application) => _application = application;

    /// <summary>An address, not a name: for a browser that is another site than localhost.</summary>
    public string Address => _application.Urls.Single();

    /// <param name="site">Address of the site whose embeds are shown.</param>
    public static async Task<HostSite> StartAsync(string site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.MapGet("/{name}", async (HttpContext http, string name) =>
        {
            var file = Path.Combine(AppContext.BaseDirectory, "Hosts", Path.GetFileName(name));
            if (!File.Exists(file))
            {
                return Results.NotFound();
            }

            if (name.StartsWith("strict", StringComparison.Ordinal))
            {
                http.Response.Headers.ContentSecurityPolicy =
                    $"default-src 'none'; style-src 'self'; script-src {site}; connect-src {site}; frame-src {site}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
            }

            var text = (await File.ReadAllTextAsync(file, http.RequestAborted)).Replace("{site}", site, StringComparison.Ordinal);
            return Results.Text(text, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/html");
        });
        application.MapGet("/favicon.ico", () => Results.NoContent());
        await application.StartAsync();
        return new HostSite(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
