using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Reports.Browser.Tests.Chromium))]

namespace Reports.Browser.Tests;

/// <summary>The one browser of all tests: each of their visitors has a context of its own in it, which shares nothing with others but the clipboard (<see cref="Clipboard"/>).</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",

        // A page of another host stands for the public web; it may reach this machine all the same.
        "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>For tests and what belongs to them: it starts before the first and ends after the last.</summary>
    public static async ValueTask<IBrowser> BrowserAsync() =>
        (await TestContext.Current.GetFixture<Chromium>())?._browser ?? throw new InvalidOperationException("Only a test has a browser.");

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = Quiet });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
