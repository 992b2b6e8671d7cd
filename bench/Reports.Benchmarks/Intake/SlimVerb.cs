using System.CommandLine;

namespace Reports.Benchmarks.Intake;

/// <summary><c>slim</c>: the limit that the intake is compared with. The same server parses the same JSON and answers 204.</summary>
internal static class SlimVerb
{
    public const string Name = "slim";

    public static Command Create()
    {
        var command = new Command(Name, "Serves an endpoint that parses reports and keeps nothing; used by the other verbs.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task RunAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var app = builder.Build();
        app.MapGet("/ready.txt", () => "ready");
        app.MapPost("/reports", (SlimReport body) => body.Service is null ? Results.BadRequest() : Results.NoContent());
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private sealed record SlimReport(string? Service, string? Kind, string? Problem, SlimPlace? Location, string? Comment);

    private sealed record SlimPlace(double? Latitude, double? Longitude, string? Country, string? Subdivision);
}
