using System.CommandLine;
using Microsoft.Extensions.FileProviders;

namespace Reports.Benchmarks;

/// <summary><c>static</c>: the limit that pages are compared with. The same server, a file, and no work.</summary>
internal static class StaticVerb
{
    public const string Name = "static";

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "What to serve." };
        var command = new Command(Name, "Serves a folder as static files; used by the other verbs.") { folder };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(folder), cancellationToken));
        return command;
    }

    private static async Task RunAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        var app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder.FullName) });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
