namespace Reports.Web.Features.SubmitReport;

/// <summary>The colours of tokens.css as literals: MudBlazor computes shades from them, which it cannot do from custom properties.</summary>
public sealed record TokenPalette(
    string Canvas, string Surface, string Sunken, string Text, string TextSecond, string TextThird, string Border, string BorderStrong,
    string Accent, string Operational, string Possible, string Outage, string Recovering)
{
    public static TokenPalette Light { get; } = new(
        "#f1f4f6", "#ffffff", "#e6ebef", "#111a22", "#43505c", "#566470", "#d2dae0", "#73818d", "#0f4c81", "#0b6f68", "#8a5300", "#b50f3c", "#4b48b8");

    public static TokenPalette Dark { get; } = new(
        "#0c1217", "#141c23", "#0a0f13", "#e8eef3", "#b4c0ca", "#8f9da9", "#2a3640", "#71808d", "#94c7f2", "#5ec8bd", "#f3b63c", "#ff8fa3", "#b0b1ff");
}
