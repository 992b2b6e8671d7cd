using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using MudBlazor;
using MudBlazor.Services;
using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

public static class ReportFormRegistration
{
    public static IServiceCollection AddReportForm(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddOptions<ReportFormOptions>().BindConfiguration(ReportFormOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CircuitSlots>().AddSingleton<CircuitHandler>(provider => provider.GetRequiredService<CircuitSlots>());
        services.AddSingleton<CircuitCaller>().Configure<HubOptions>(options => options.AddFilter<CircuitCaller>());
        services.AddScoped<CircuitNetwork>().AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitNetwork>());
        services.AddMudServices();
        services.AddScoped<FormLanguage>();
        services.AddLocalizationInterceptor<FormLocalization>();
        services.AddSingleton<ConfirmTokens>().AddSingleton<ReporterCookie>();
        services.AddSingleton(provider => new ProofOfWork(provider.GetRequiredService<TimeProvider>())).AddSingleton<WaitTokens>().AddSingleton<Suspicion>();
        return services.AddSingleton<ReportPages>().AddSingleton<ReportFormEndpoint>().AddSingleton<ReportApiEndpoint>();
    }

    public static IEndpointRouteBuilder MapReportForm(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<ReportApp>().AddInteractiveServerRenderMode();
        Map(routes.MapGroup(""), null);
        foreach (var language in routes.ServiceProvider.GetRequiredService<Languages>().Shipped)
        {
            Map(routes.MapGroup("/" + language.Language), language.Language);

            // The circuit's script asks for these beside the page it runs on.
            routes.Map($"/{language.Language}/_blazor/{{part}}", (string part) => TypedResults.Redirect("/_blazor/" + Uri.EscapeDataString(part), preserveMethod: true))
                .ExcludeFromDescription();
        }

        return routes;
    }

    private static void Map(RouteGroupBuilder group, string? prefix)
    {
        group.ExcludeFromDescription();
        group.MapGet("/report", (
            HttpContext http, ReportPages pages, ServiceCatalog catalog, AddressCountry addresses, string? service, string? problem, string? country, string? subdivision) =>
        {
            var given = string.IsNullOrEmpty(service) ? null : service;
            var known = RegionCatalog.Instance.FindCountry(country)?.Code ?? PlaceGuess.OfAddress(http, addresses);
            var input = new ReportInput(given, Problem: problem, Country: known ?? PlaceGuess.OfLanguages(http, language: null), Subdivision: subdivision).WithNewKey();
            return pages.Start(http, prefix, input, given is not null && catalog.Find(given) is null, isPlaceKnown: known is not null);
        });
        group.MapPost("/report", (HttpContext http, ReportFormEndpoint endpoint, CancellationToken cancellationToken) =>
            endpoint.ReceiveAsync(http, prefix, cancellationToken)).CountRefusals(ReportChannel.Form).DisableAntiforgery();
    }
}
