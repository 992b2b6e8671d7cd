using System.Text.RegularExpressions;
using MudBlazor;
using MudBlazor.Utilities;
using Reports.Web.Features.About;
using Reports.Web.Features.Sharing;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.House;

/// <summary>Colours that had to be written down a second time are those of tokens.css.</summary>
public sealed partial class TokenColoursTests
{
    private static readonly string Css = Repository.Read("src/Reports.Web/Styles/tokens.css");
    private static readonly SortedDictionary<string, string> Light = Block("\n:root{");
    private static readonly SortedDictionary<string, string> Dark = Block(":root[data-theme=dark]{");

    [Fact]
    public void Dark_is_the_same_whether_the_system_or_the_reader_asks_for_it() => Assert.Equal(Dark, Block(":root:not([data-theme=light]){"));

    [Fact]
    public void The_palettes_of_the_form_are_the_tokens()
    {
        Assert.Equal(Palette(Light), TokenPalette.Light);
        Assert.Equal(Palette(Dark), TokenPalette.Dark);
    }

    [Fact]
    public void The_theme_of_the_form_is_its_palettes()
    {
        Check(FormTheme.Theme.PaletteLight, TokenPalette.Light);
        Check(FormTheme.Theme.PaletteDark, TokenPalette.Dark);
        Assert.Equal(Token("r-2"), FormTheme.Theme.LayoutProperties.DefaultBorderRadius);
    }

    [Fact]
    public void What_browsers_paint_around_the_site_is_the_tokens()
    {
        var manifest = WebManifest.Of(ShippedTexts.Of("en"));
        Assert.Equal((Light["canvas"], Light["surface"]), (manifest.BackgroundColor, manifest.ThemeColor));
        var document = Repository.Read("src/Reports.Web/Components/Document.razor");
        Assert.Contains($"(prefers-color-scheme: light)\" content=\"{Light["surface"]}\"", document, StringComparison.Ordinal);
        Assert.Contains($"(prefers-color-scheme: dark)\" content=\"{Dark["surface"]}\"", document, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_pictures_have_the_light_tokens()
    {
        Assert.Equal(
            [Light["po-soft"], Light["po-fill"], Light["re-soft"], Light["map-few"]],
            [ShareColours.PossibleSoft, ShareColours.PossibleFill, ShareColours.RecoveringSoft, ShareColours.Few]);
        Assert.Equal(Enumerable.Range(0, 6).Select(step => Light[$"ch-{step}"]), ShareColours.Shades);
    }

    private static void Check(Palette theme, TokenPalette tokens)
    {
        Assert.Equal(
            [tokens.Canvas, tokens.Sunken, tokens.Surface, tokens.Text, tokens.TextSecond, tokens.TextThird, tokens.Border, tokens.BorderStrong],
            Hex(theme.Background, theme.BackgroundGray, theme.Surface, theme.TextPrimary, theme.TextSecondary, theme.TextDisabled, theme.Divider, theme.LinesInputs));
        Assert.Equal(
            [tokens.Text, tokens.Canvas, tokens.Operational, tokens.Possible, tokens.Outage, tokens.Accent],
            Hex(theme.Primary, theme.PrimaryContrastText, theme.Success, theme.Warning, theme.Error, theme.Info));
    }

    private static string[] Hex(params MudColor[] colours) => [.. colours.Select(colour => colour.ToString(MudColorOutputFormats.Hex))];

    private static TokenPalette Palette(SortedDictionary<string, string> tokens) => new(
        tokens["canvas"], tokens["surface"], tokens["sunken"], tokens["text"], tokens["text-2"], tokens["text-3"], tokens["border"], tokens["border-strong"],
        tokens["accent"], tokens["op-text"], tokens["po-text"], tokens["ou-text"], tokens["re-text"]);

    private static string Token(string name) => Regex.Match(Css, $"--{name}:([^;]+);", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Value[(name.Length + 3)..^1];

    /// <summary>The colours of one block, in full length.</summary>
    private static SortedDictionary<string, string> Block(string head)
    {
        var start = Css.IndexOf(head, StringComparison.Ordinal);
        Assert.True(start >= 0, head);
        var block = Css[start..Css.IndexOf('}', start)];
        return new SortedDictionary<string, string>(
            Colour().Matches(block).ToDictionary(match => match.Groups["name"].Value, match => Full(match.Groups["colour"].Value), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string Full(string colour) => colour.Length == 7 ? colour : "#" + string.Concat(colour[1..].Select(digit => new string(digit, 2)));

    [GeneratedRegex("--(?<name>[a-z0-9-]+):(?<colour>#(?:[0-9a-f]{6}|[0-9a-f]{3}))\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
