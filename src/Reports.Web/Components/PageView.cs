using Microsoft.AspNetCore.Components;
using Reports.Web.Localization;

namespace Reports.Web.Components;

/// <summary>A whole page: the root that an endpoint renders.</summary>
public abstract class PageView : ComponentBase
{
    [Parameter, EditorRequired]
    public PageContext Page { get; set; } = null!;

    protected Texts T => Page.Texts;

    /// <summary>The text of <paramref name="key"/> with its <c>{0}</c>, <c>{1}</c>… replaced by markup.</summary>
    protected RenderFragment Rich(string key, params RenderFragment[] parts) => RichText.Of(T[key], parts);

    protected RenderFragment Zone => RichText.Zone(T);

    protected RenderFragment Moment(DateTimeOffset at) => RichText.Moment(T, at, Page.Now);
}
