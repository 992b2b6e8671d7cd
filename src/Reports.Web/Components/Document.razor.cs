using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Reports.Web.Components;

/// <summary>The whole HTML document around a page.</summary>
public sealed partial class Document : PageView
{
    /// <summary>One sentence: the title of the window and of what is shared.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Description { get; set; } = "";

    [Parameter]
    public NavItem Current { get; set; }

    [Parameter]
    public bool IsArticle { get; set; }

    [Parameter]
    public bool NoIndex { get; set; }

    /// <summary>Address of the event stream that refreshes the page; null for a page that stands still.</summary>
    [Parameter]
    public string? Live { get; set; }

    /// <summary>Address, without the origin, of the picture that is shown where the page is shared.</summary>
    [Parameter]
    public string? Image { get; set; }

    /// <summary>Style sheets that this page needs besides those of all.</summary>
    [Parameter]
    public IReadOnlyList<string> Styles { get; set; } = [];

    /// <summary>More elements of the head: feeds, oEmbed discovery, structured data.</summary>
    [Parameter]
    public RenderFragment? Head { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    // What is shared leaves the page and its notice behind, so the title itself has to say that the data are invented.
    private string SharedTitle => Page.Board.Simulated ? T.Format("simulated.share", Title) : Title;

    // Tells the script of the page which news it shows already.
    private string BoardAt => Page.Now.ToString("O", CultureInfo.InvariantCulture);

    private string FullTitle => SharedTitle + " | Reports";
}
