using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Reports.Pipeline;

namespace Reports.Web.Hosting;

/// <summary>
/// What the site and its framework measure, at <c>/metrics</c> in Prometheus' text form. Tags of the framework are cut to those whose values callers cannot
/// choose: no host, no path but that of a route, no address. Traces go where OTEL_EXPORTER_OTLP_ENDPOINT says, if anywhere, by the same rule.
/// </summary>
public static class Telemetry
{
    /// <summary>Meters of the framework: requests, connections, circuits, what waits for the database, unexpected errors, memory and threads.</summary>
    private static readonly string[] Framework =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Components.Server.Circuits",
        "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Diagnostics", "System.Runtime",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section)
            .Validate(options => options.IsValid, "Metrics:AllowedNetworks must be networks such as 10.1.0.0/16 or 2001:db8::/48.").ValidateOnStart();
        builder.Services.AddSingleton<MetricsAccess>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("reports", autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics
                .AddMeter([ReportsMeter.Name, .. Framework])
                .AddView("http.server.*", new MetricStreamConfiguration { TagKeys = ["http.route", "http.request.method", "http.response.status_code", "error.type"] })
                .AddView("kestrel.*", new MetricStreamConfiguration { TagKeys = ["network.protocol.version", "error.type"] })
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.AddSingleton<DistributedContextPropagator>(new OwnTraces());

            // Any other than this one the instrumentation would ask itself.
            Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
            telemetry.WithTracing(traces => traces
                .AddSource(ReportsActivities.Source.Name).AddAspNetCoreInstrumentation().AddProcessor(new CallerFreeTraces()).AddOtlpExporter());
        }
    }

    /// <summary>Must stand right behind the forwarded headers. To all others the page is not there.</summary>
    public static void UseMetricsPage(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseOpenTelemetryPrometheusScrapingEndpoint(app.Services.GetRequiredService<MetricsAccess>().Allows);
    }
}
