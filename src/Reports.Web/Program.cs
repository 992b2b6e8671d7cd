using Reports.Data;
using Reports.Web.Features.Demo;
using Reports.Web.Hosting;

const string DemoSwitch = "--demo";
CoreFiles.TurnOff();
ThreadCount.Set();
if (args.Contains("--healthcheck"))
{
    return await HealthCheck.RunAsync();
}

var isDemo = args.Contains(DemoSwitch);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = [.. args.Where(argument => argument != DemoSwitch)],

    // Settings lie beside the program, wherever it is started from; the database lies where it is started.
    ContentRootPath = AppContext.BaseDirectory,
});
if (string.IsNullOrEmpty(builder.Configuration["urls"]))
{
    builder.WebHost.UseUrls("http://localhost:5080");
}

// Lets the unpublished site serve the files of its libraries outside Development too.
builder.WebHost.UseStaticWebAssets();
var connection = builder.Configuration.GetConnectionString("Reports") ?? (isDemo ? DemoSite.PrepareFile() : "Data Source=data/reports.db");
builder.AddReportsWeb(connection);
if (isDemo)
{
    builder.Services.AddDemo();
}

var app = builder.Build();
await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
if (isDemo && !await app.Services.GetRequiredService<DemoSite>().FillAsync(CancellationToken.None))
{
    return 1;
}

app.UseReportsWeb();
await app.RunAsync();
return 0;
