using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

public sealed class ConnectionLimitsTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 424)]
    [InlineData("Max open files            20000                20000                files     ", 15_000)]
    [InlineData("Max open files            1048576              1048576              files     ", 100_000)]
    [InlineData("Max open files            256                  256                  files     ", 64)]
    [InlineData("Max open files            unlimited            unlimited            files     ", 100_000)]
    public void Connections_leave_files_to_everything_else(string line, long most)
    {
        var limits = new KestrelServerLimits();

        ConnectionLimits.Apply(limits, ["Limit                     Soft Limit           Hard Limit           Units     ", line]);

        Assert.Equal(most, limits.MaxConcurrentConnections);
    }

    /// <summary>Many proxies let go of an idle connection after a minute; if the site did first, a request could be on its way.</summary>
    [Fact]
    public void An_idle_connection_is_kept_longer_than_proxies_keep_it() => Assert.True(ConnectionLimits.Idle > TimeSpan.FromSeconds(60));
}
