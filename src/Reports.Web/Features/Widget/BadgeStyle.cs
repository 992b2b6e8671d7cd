namespace Reports.Web.Features.Widget;

/// <summary>A way to draw a badge, under the names that shields.io made common.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Radius">Of its corners, in pixels.</param>
/// <param name="Padding">Between its parts, in pixels.</param>
/// <param name="Tracking">Pixels between letters, in scripts whose letters stand apart.</param>
public sealed record BadgeStyle(string Name, int Height, int Radius, double FontSize, int Padding, double Tracking = 0, bool IsUpper = false)
{
    public static readonly BadgeStyle Flat = new("flat", 22, 3, 11.5, 8);
    public static readonly BadgeStyle Plastic = new("plastic", 22, 5, 11.5, 8);
    public static readonly BadgeStyle ForTheBadge = new("for-the-badge", 28, 0, 10.5, 12, 1.2, IsUpper: true);
    public static readonly BadgeStyle Social = new("social", 22, 3, 11.5, 8);

    public static IReadOnlyList<BadgeStyle> All { get; } = [Flat, Flat with { Name = "flat-square", Radius = 0 }, Plastic, ForTheBadge, Social];

    /// <summary>Flat where there is none of that name.</summary>
    public static BadgeStyle Of(string? name) => All.FirstOrDefault(style => string.Equals(style.Name, name, StringComparison.OrdinalIgnoreCase)) ?? Flat;
}
