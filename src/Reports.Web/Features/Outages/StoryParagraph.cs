using Reports.Domain.Outages;
using Reports.Web.Localization;

namespace Reports.Web.Features.Outages;

/// <summary>A paragraph of the story.</summary>
/// <param name="Quote">What the provider said last, which follows the paragraph in its own words.</param>
public sealed record StoryParagraph(StoryPart Part, IReadOnlyList<AnswerSegment> Segments, OfficialUpdate? Quote = null)
{
    /// <summary>The words alone; every instant names its zone.</summary>
    public string Text(string zone) => string.Concat(Segments.Select(segment => segment.At is null ? segment.Text : $"{segment.Text} {zone}"));
}
