using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

/// <summary>Whose word about an address is believed.</summary>
public sealed class TrustedProxiesTests
{
    [Fact]
    public void Without_a_named_proxy_nobodys_word_is_believed()
    {
        var options = Options();

        Assert.Equal(ForwardedHeaders.None, options.ForwardedHeaders);
        Assert.Empty(options.KnownProxies);
        Assert.Empty(options.KnownIPNetworks);
    }

    [Fact]
    public void Only_the_named_proxy_is_believed_and_only_for_the_last_step()
    {
        var options = Options("10.1.2.3");

        Assert.Equal([IPAddress.Parse("10.1.2.3")], options.KnownProxies);
        Assert.Empty(options.KnownIPNetworks);
        Assert.Equal(1, options.ForwardLimit);
    }

    private static ForwardedHeadersOptions Options(string? proxy = null)
    {
        var builder = WebApplication.CreateBuilder();
        if (proxy is not null)
        {
            builder.Configuration["ForwardedHeaders:KnownProxies:0"] = proxy;
        }

        builder.Configuration["DataProtection:Folder"] = Path.Combine(AppContext.BaseDirectory, "proxy-keys");
        builder.AddReportsWeb("Data Source=:memory:");
        return builder.Services.BuildServiceProvider().GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
    }
}
