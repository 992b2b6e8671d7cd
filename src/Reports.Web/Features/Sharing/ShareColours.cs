namespace Reports.Web.Features.Sharing;

/// <summary>The colours of tokens.css that shared pictures need besides those of the form; pictures are always light.</summary>
public static class ShareColours
{
    public const string PossibleSoft = "#fdeecb";
    public const string PossibleFill = "#f0a818";
    public const string RecoveringSoft = "#e8e8fb";
    public const string Few = "#566470";

    /// <summary>From usual to far above.</summary>
    public static IReadOnlyList<string> Shades { get; } = ["#dbe2e7", "#f8dda3", "#eda653", "#dd6b4b", "#b3204a", "#640f3c"];
}
