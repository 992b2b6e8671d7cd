using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Privacy;

public sealed class CallerFreeLogsTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware", false), InlineData("Microsoft.AspNetCore.Server.Kestrel.BadRequests", false)]
    [InlineData("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", false), InlineData("Microsoft.AspNetCore.Server.Kestrel.Connections", true), InlineData("Reports.Pipeline", true)]
    public void What_callers_sent_is_not_logged_though_everything_else_is(string category, bool isLogged)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Logging:LogLevel:Default"] = builder.Configuration["Logging:LogLevel:Microsoft"] = builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace";
        builder.Logging.KeepCallersOut();
        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(isLogged, services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Debug));
    }
}
