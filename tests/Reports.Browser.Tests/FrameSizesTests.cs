using Microsoft.Playwright;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>Every text of every language fits the frame it is made for.</summary>
[Trait("Category", "Browser")]
public sealed class FrameSizesTests(LiveSite site) : IClassFixture<LiveSite>
{
    private static readonly string[] Languages = ["en", "ar", "de", "es", "fr", "it", "pt", "tr"];

    private static readonly string[] Questions =
        ["zoom?", "webex?", "vodafone-italia?", "playstation-network?", "zoom?region=middle-east&", "zoom?region=IT&", "webex?region=asia-pacific&"];

    // What is cut off, what stands outside its frame, and texts that lie on each other.
    private const string Faults = """
        ([addresses, width, height]) => Promise.all(addresses.map(async address => {
          const frame = document.createElement('iframe');
          await new Promise(loaded => { Object.assign(frame, { src: address, width, height, onload: loaded }); frame.style.border = 0; document.body.append(frame); });
          const found = [], inside = frame.contentDocument, root = inside.documentElement, card = inside.querySelector('.w').getBoundingClientRect();
          if (root.scrollHeight > height || root.scrollWidth > width) found.push(`scrolls ${root.scrollWidth}x${root.scrollHeight}`);
          const texts = [...inside.querySelectorAll('.h, .q, .sp, .r, .u, .f')].map(part => [part.getAttribute('class'), part.getBoundingClientRect(), part]);
          for (const [name, box, part] of texts) {
            if (box.top < card.top + 1 || box.bottom > card.bottom - 1 || box.left < card.left || box.right > card.right) found.push(`${name} is outside`);
            if (part.clientWidth && part.scrollWidth > part.clientWidth + 1) found.push(`${name} is wider than it may be`);
          }
          for (let i = 1; i < texts.length; i++) {
            const [before, after] = [texts[i - 1][1], texts[i][1]];
            if (after.top < before.bottom - 1 && after.left < before.right - 1 && before.left < after.right - 1) found.push(`${texts[i][0]} lies on ${texts[i - 1][0]}`);
          }
          const said = inside.querySelector('.q').textContent;
          frame.remove();
          return found.map(fault => `${address} ${fault}: ${said}`);
        })).then(all => all.flat())
        """;

    [Fact]
    public async Task Texts_fit()
    {
        var page = await site.OpenAsync("/embed/zoom", bypassPolicy: true, dark: true);
        List<string> faults = [];
        foreach (var board in (StatusBoard[])[SampleBoards.Blackout(), SampleBoards.Recovering(simulated: true)])
        {
            var shown = site.Show(board);
            await Task.Delay(TimeSpan.FromSeconds(2.1), TimeProvider.System, TestContext.Current.CancellationToken);
            foreach (var (size, width, height) in ((string, int, int)[])[("small", 420, 64), ("medium", 360, 240), ("large", 480, 356)])
            {
                var addresses = Languages.SelectMany(language => Questions.Select(question => $"/embed/{question}lang={language}&size={size}&at={shown.Version}"));
                faults.AddRange(await page.EvaluateAsync<string[]>(Faults, new object[] { addresses.ToArray(), width, height }));
            }
        }

        await page.Context.CloseAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
