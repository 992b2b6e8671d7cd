namespace Reports.Web.Features.Widget;

/// <summary>The three sizes of the frame, in CSS pixels.</summary>
/// <param name="Name"><c>small</c>, <c>medium</c> or <c>large</c>.</param>
public sealed record EmbedSize(string Name, int Width, int Height)
{
    public static EmbedSize Medium { get; } = new("medium", 360, 240);

    public static IReadOnlyList<EmbedSize> All { get; } = [new("small", 420, 64), Medium, new("large", 480, 356)];

    public static EmbedSize Of(string? name) => All.FirstOrDefault(size => string.Equals(size.Name, name, StringComparison.Ordinal)) ?? Medium;

    /// <summary>The largest that fits; where none does, the flattest one, narrowed to what there is.</summary>
    public static EmbedSize Largest(int maxWidth, int maxHeight)
    {
        var fitting = All.Where(size => size.Width <= maxWidth && size.Height <= maxHeight).MaxBy(size => size.Height);
        return fitting ?? All[0] with { Width = Math.Min(All[0].Width, maxWidth), Height = Math.Min(All[0].Height, maxHeight) };
    }
}
