using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>
/// What axe finds in a page and in the frames in it. It runs in the page and answers with what is wrong alone: the client of its makers for .NET gathers what is right
/// as well, in a page of its own, and takes six times as long.
/// </summary>
internal static class Axe
{
    // In the middle of a change of colour nothing has the colours that it will stand in.
    private const string Settled = """
        async () => {
          for (let frame = 0; frame < 2; frame++) await new Promise(resolve => setTimeout(resolve, 50));
          await Promise.race([Promise.allSettled(document.getAnimations().map(one => one.finished)), new Promise(resolve => setTimeout(resolve, 2000))]);
        }
        """;

    // Also those of embeds, which are of another origin than the page around them.
    private const string Listens = "axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })";

    // A frame that did not answer has not been looked at, and a rule that failed has told nothing.
    private const string Found = """
        async ([rules, wait]) => {
          const only = rules.length ? { runOnly: { type: 'rule', values: [...rules, 'frame-tested'] } } : {};
          const found = await axe.run({ resultTypes: ['violations'], pingWaitTime: wait, ...only });
          const untold = found.incomplete.filter(one => one.id === 'frame-tested' || one.error || one.nodes.some(node => node.none.some(check => check.id === 'error-occurred')));
          return [...found.violations, ...untold].map(one => `${location.href}: ${one.id} ×${one.nodes.length}: ${one.nodes[0].html}`);
        }
        """;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private static readonly Lazy<string> Source = new(() => File.ReadAllText(ThirdParty.Package("axe-core/axe.min.js")));

    /// <param name="rules">Names of rules of axe; none for all that are on by default.</param>
    public static Task AssertAccessibleAsync(IPage page, params string[] rules) => AssertAccessibleAsync(page, Wait, rules);

    /// <param name="wait">How long a frame may take to say that it is there.</param>
    public static async Task AssertAccessibleAsync(IPage page, TimeSpan wait, params string[] rules)
    {
        await page.EvaluateAsync(Settled);
        foreach (var frame in page.Frames)
        {
            if (await frame.EvaluateAsync<bool>("typeof axe === 'undefined'"))
            {
                await frame.EvaluateAsync(Source.Value);
                await frame.EvaluateAsync(Listens);
            }
        }

        var found = await page.EvaluateAsync<string[]>(Found, new object[] { rules, wait.TotalMilliseconds });
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
