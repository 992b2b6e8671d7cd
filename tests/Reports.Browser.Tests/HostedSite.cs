using Microsoft.Playwright;
using Reports.Pipeline.Status;

namespace Reports.Browser.Tests;

/// <summary>A site in the middle of a large outage, or with another board, and pages of others that carry its embeds.</summary>
public class HostedSite(StatusBoard board) : Site(board), IAsyncLifetime
{
    public HostSite Host { get; private set; } = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Host = await HostSite.StartAsync(Address);
    }

    /// <summary>A page of a new visitor; embeds are asked for anew each time, as if their seconds in the cache were over.</summary>
    public async Task<IPage> OpenHostAsync(string name, bool script = true, int width = 1280, ForcedColors forcedColors = ForcedColors.None)
    {
        var page = await OpenAsync("about:blank", width: width, script: script);
        await page.RouteAsync("**/*", route => route.ContinueAsync());
        await page.EmulateMediaAsync(new() { ForcedColors = forcedColors });
        await page.AddInitScriptAsync("addEventListener('DOMContentLoaded', () => { window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) window.shift += one.value; }).observe({ type: 'layout-shift', buffered: true }); })");
        if (script)
        {
            await page.Clock.InstallAsync();
        }

        await page.GotoAsync($"{Host.Address}/{name}");
        return page;
    }

    /// <summary>Shows another board, to every question from now on: what the site remembers of the one before is over when this returns.</summary>
    public async Task PublishAsync(StatusBoard next)
    {
        Publish(next);
        await Task.Delay(TimeSpan.FromSeconds(2.2), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
