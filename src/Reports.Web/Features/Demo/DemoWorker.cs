using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Outages;
using Reports.Pipeline.Status;
using Reports.Scenarios.Playing;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;

namespace Reports.Web.Features.Demo;

/// <summary>Lets simulated people report through the intake like anybody, from the moment the site is ready.</summary>
internal sealed partial class DemoWorker(
    IIntake intake, OfficialUpdates updates, ServiceCatalog catalog, PopulationModel population, StatusBoardHolder holder, TimeProvider time, ILogger<DemoWorker> logger)
    : BackgroundService
{
    private const string Story = "zoom-blackout";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (var boards = holder.Subscribe())
        {
            await boards.Reader.WaitToReadAsync(stoppingToken);
        }

        var player = new ScenarioPlayer(ScenarioFiles.Load(Story, catalog, RegionCatalog.Instance), population, time.GetUtcNow());
        LogStory(Domain.Counting.MinuteBucket.Start(player.OnsetMinute));
        var runner = new ScenarioRunner(player)
        {
            PublishUpdate = (update, cancellationToken) => updates.AddAsync(
                catalog.Find(update.Service)!, update.Status, update.Text, update.Language, url: null, update.At, simulated: true, cancellationToken),
        };
        try
        {
            await runner.RunAsync(intake, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(runner.Progress.Stored);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: simulated people report from now on; Zoom fails at {Onset:HH:mm} UTC.")]
    private partial void LogStory(DateTimeOffset onset);

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: {Stored} simulated reports were stored.")]
    private partial void LogStopped(long stored);
}

internal static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services) =>
        services.AddSingleton(provider => new PopulationModel(provider.GetRequiredService<ServiceCatalog>(), RegionCatalog.Instance))
            .AddSingleton<DemoSite>().AddHostedService<DemoWorker>();
}
