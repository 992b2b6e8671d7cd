using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reports.Domain.Catalog;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Keys;
using Reports.Pipeline.OpenData;
using Reports.Pipeline.Outages;
using Reports.Pipeline.Places;
using Reports.Pipeline.Retention;
using Reports.Pipeline.Status;

namespace Reports.Pipeline;

/// <summary>The stages, in the order of the flow: intake, counting (in the same commit), baselines and alarms, outages, status, retention.</summary>
public static class PipelineRegistration
{
    public static IServiceCollection AddReportsPipeline(this IServiceCollection services) =>
        services.AddMetrics().AddCatalog().AddIntake().AddAlarms().AddOutages().AddStatus().AddRetention();

    private static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddOptions<PlaceOptions>().BindConfiguration(PlaceOptions.Section)
            .Validate(options => options.AddressDatabase is null || File.Exists(options.AddressDatabase), "Places:AddressDatabase names no file.").ValidateOnStart();
        return services.AddSingleton(ServiceCatalog.LoadShipped()).AddSingleton<PlaceLocator>().AddSingleton<CityNames>()
            .AddSingleton(provider => new AddressCountry(provider.GetRequiredService<IOptions<PlaceOptions>>().Value.AddressDatabase));
    }

    private static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddValidatedOptions<IntakeOptions>(IntakeOptions.Section);
        services.AddValidatedOptions<CommentOptions>(CommentOptions.Section);
        services.AddValidatedOptions<ApiKeyOptions>(ApiKeyOptions.Section);
        services.AddSingleton<ApiKeyRing>().AddSingleton<LineQuota>();
        services.AddSingleton<CommentPolicy>().AddSingleton<CommentReview>();
        services.AddSingleton<AssignPlace>().AddSingleton<ReporterKeys>();
        services.AddSingleton<IntakeMetrics>().AddSingleton<IntakeTurns>().AddSingleton<ReportWriter>().AddHostedService(provider => provider.GetRequiredService<ReportWriter>());
        services.AddHostedService<RecentPersonsWorker>();
        services.AddSingleton<HeartbeatWorker>().AddHostedService(provider => provider.GetRequiredService<HeartbeatWorker>());
        return services.AddSingleton<IntakePipeline>().AddSingleton<IIntake>(provider => provider.GetRequiredService<IntakePipeline>()).AddSingleton<WatchedHours>().AddSingleton<BatchIntake>();
    }

    private static IServiceCollection AddAlarms(this IServiceCollection services)
    {
        services.AddValidatedOptions<DetectionOptions>(DetectionOptions.Section);
        return services.AddSingleton<SiteRegions>().AddSingleton<DetectionTick>().AddSingleton<DetectionMetrics>()
            .AddSingleton<DetectionWorker>().AddHostedService(provider => provider.GetRequiredService<DetectionWorker>());
    }

    private static IServiceCollection AddOutages(this IServiceCollection services)
    {
        services.AddValidatedOptions<OutageOptions>(OutageOptions.Section);
        services.AddSingleton<LearntRelations>().AddSingleton<RelationLearner>().AddHostedService<RelationWorker>();
        return services.AddSingleton<OutageKeeper>().AddSingleton<OutageNumbers>().AddSingleton<CauseFinder>().AddSingleton<OfficialUpdates>().AddSingleton<OutageRetraction>();
    }

    private static IServiceCollection AddStatus(this IServiceCollection services)
    {
        services.AddValidatedOptions<OpenDataOptions>(OpenDataOptions.Section);
        return services.AddSingleton<OpenDataReader>().AddSingleton<StatusBoardHolder>().AddSingleton<Readiness>().AddSingleton<StatusBoardBuilder>().AddSingleton<OutageReader>().AddSingleton<SeriesReader>().AddSingleton<ServiceHistory>().AddSingleton<OutageFrames>();
    }

    private static IServiceCollection AddRetention(this IServiceCollection services) =>
        services.AddSingleton<RetentionTick>().AddHostedService<RetentionWorker>();

    private static void AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
