using MudBlazor;

namespace Reports.Web.Features.SubmitReport;

/// <summary>The theme of MudBlazor's components, from the tokens of the pages. Colour belongs to status, so what is pressed is ink.</summary>
public static class FormTheme
{
    private static readonly string[] Fonts = ["Radio Canada", "Noto Sans Arabic", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = Fill(new PaletteLight(), TokenPalette.Light),
        PaletteDark = Fill(new PaletteDark(), TokenPalette.Dark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "1.0625rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "1.0625rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
        },
    };

    private static TPalette Fill<TPalette>(TPalette palette, TokenPalette tokens)
        where TPalette : Palette
    {
        palette.Background = tokens.Canvas;
        palette.BackgroundGray = tokens.Sunken;
        palette.Surface = tokens.Surface;
        palette.TextPrimary = tokens.Text;
        palette.TextSecondary = tokens.TextSecond;
        palette.TextDisabled = tokens.TextThird;
        palette.ActionDefault = tokens.TextSecond;
        palette.Primary = tokens.Text;
        palette.PrimaryContrastText = tokens.Canvas;
        palette.Secondary = tokens.TextSecond;
        palette.SecondaryContrastText = tokens.Canvas;
        palette.Divider = tokens.Border;
        palette.TableLines = tokens.Border;
        palette.LinesDefault = tokens.Border;
        palette.LinesInputs = tokens.BorderStrong;
        palette.Success = tokens.Operational;
        palette.SuccessContrastText = tokens.Surface;
        palette.Warning = tokens.Possible;
        palette.WarningContrastText = tokens.Surface;
        palette.Error = tokens.Outage;
        palette.ErrorContrastText = tokens.Surface;
        palette.Info = tokens.Accent;
        palette.InfoContrastText = tokens.Surface;
        return palette;
    }
}
