using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Reports.Web.Components.Charts;

/// <summary>The SVG element <c>text</c>, which Razor would take for its own directive of the same name.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired]
    public string X { get; set; } = "";

    [Parameter, EditorRequired]
    public string Y { get; set; } = "";

    [Parameter]
    public int Dx { get; set; }

    [Parameter]
    public string? Dy { get; set; }

    [Parameter]
    public string? Anchor { get; set; }

    [Parameter]
    public string? Class { get; set; }

    /// <summary>The instant that the text names, for a script to show in the visitor's zone.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X);
        builder.AddAttribute(2, "y", Y);
        builder.AddAttribute(3, "dx", Dx == 0 ? null : Dx.ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(4, "dy", Dy);
        builder.AddAttribute(5, "text-anchor", Anchor);
        builder.AddAttribute(6, "class", Class);
        builder.AddAttribute(7, "data-at", At?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        builder.AddContent(8, ChildContent);
        builder.CloseElement();
    }
}
