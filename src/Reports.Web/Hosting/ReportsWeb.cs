using System.IO.Compression;
using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Reports.Data;
using Reports.Pipeline;
using Reports.Pipeline.Status;
using Reports.Web.Features;
using Reports.Web.Features.About;
using Reports.Web.Features.Comments;
using Reports.Web.Features.Design;
using Reports.Web.Features.Home;
using Reports.Web.Features.Keys;
using Reports.Web.Features.Map;
using Reports.Web.Features.OpenData;
using Reports.Web.Features.Outages;
using Reports.Web.Features.Services;
using Reports.Web.Features.Sharing;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Features.Widget;
using Reports.Web.Localization;

namespace Reports.Web.Hosting;

/// <summary>Puts the site together: services, middleware in their order, endpoints.</summary>
public static class ReportsWeb
{
    public static void AddReportsWeb(this WebApplicationBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        builder.AddConnectionLimits();
        builder.AddReportersLine();
        services.AddReportsData(connectionString).AddReportsPipeline();
        services.AddKeyProtection(builder.Configuration, new DatabaseConnection(connectionString));
        services.AddSingleton<NetworkThrottle>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Customize);
        services.AddOpenApi("v1", ApiDescription.Describe);

        // As the endpoints read what is sent: a number is no text.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes.Where(type => !type.Contains("event-stream", StringComparison.Ordinal)), "image/svg+xml", "application/geo+json", "application/problem+json", "text/csv"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddOutputCache(options =>
        {
            options.AddBasePolicy(new CacheByEncoding());
            options.AddPolicy(PagesEndpoints.CachePolicy, policy => policy.Expire(TimeSpan.FromSeconds(2)).VaryPage());
            options.AddPolicy(PagesEndpoints.BoardCachePolicy, policy => policy.VaryPage().VaryBoard().AddPolicy<BoardPageCaching>());
            options.AddPolicy(PagesEndpoints.ServiceCachePolicy, policy => policy.VaryPage().VaryBoard().VaryComments().AddPolicy<BoardPageCaching>());
        });
        services.AddSingleton(Languages.Load(strict: builder.Environment.IsDevelopment()));
        services.AddStoreReads().AddOpenData();
        services.AddSingleton<LiveEvents>();
        services.AddPages();
        services.AddReportForm();
        services.AddSharing();
        services.AddAbout();
        builder.AddTelemetry();
        builder.Logging.KeepCallersOut();
        services.Configure<ForwardedHeadersOptions>(options => TrustOnly(options, builder.Configuration));
    }

    public static void UseReportsWeb(this WebApplication app)
    {
        app.UseIntakeGate(ReportsApi.Path);
        app.UseCircuitLimit();
        app.UseForwardedHeaders();
        app.UseMetricsPage();
        app.UseHostNames();
        app.UseHeadRequests();
        app.UseExceptionHandler(ExpectedErrors.Handling);
        app.UseSecurityHeaders();
        app.UseRouting();

        // What asks for it are libraries' own endpoints. Without this line every request would pass it first.
        app.UseAuthorization();
        app.UseStatusCodePages();
        app.MapStaticAssets().DisableHttpMetrics();
        app.UseAntiforgery();
        app.UseStarting();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseRateLimiter();
        app.UseMissingPage();

        // Browsers ask for it where a document names no icon, such as a badge opened by itself.
        app.MapGet("/favicon.ico", () => TypedResults.Redirect("/favicon.svg", permanent: true)).ExcludeFromDescription();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapReportsApi().MapKeysApi().MapCommentsApi().MapServicesApi().MapOutagesApi().MapMapApi().MapFramesApi().MapEventsApi().MapOpenData();
        app.MapPages();
        app.MapEmbeds().MapOembed();
        app.MapSuggest();
        app.MapSharing();
        app.MapAbout();
        app.MapDesign();
        app.MapReportForm();
    }

    private static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("live")).ExcludeFromDescription();
        routes.MapGet("/healthz/ready", (Readiness readiness) => readiness.State switch
        {
            ReadyState.Ready => TypedResults.Text("ready"),
            ReadyState.Starting => TypedResults.Text("starting", statusCode: StatusCodes.Status503ServiceUnavailable),
            ReadyState.DatabaseAway => TypedResults.Text("the database is away", statusCode: StatusCodes.Status503ServiceUnavailable),
        }).ExcludeFromDescription();
    }

    /// <summary>Only named proxies are believed; the framework would trust every caller on the same machine.</summary>
    private static void TrustOnly(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        var proxies = (configuration.GetSection("ForwardedHeaders:KnownProxies").Get<string[]>() ?? []).Where(text => text.Length > 0).Select(IPAddress.Parse).ToList();
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(proxy);
        }

        if (proxies.Count == 0)
        {
            options.ForwardedHeaders = ForwardedHeaders.None;
        }
    }
}
