using Reports.Web.Localization;

namespace Reports.Web.Features.Outages;

/// <summary>A span of time in whole words, as prose wants it: "2 hours and 5 minutes".</summary>
internal static class StorySpan
{
    public static string Span(this Texts texts, TimeSpan span)
    {
        var minutes = Texts.WholeMinutes(span);
        var (hours, rest) = (minutes / 60, minutes % 60);
        return (hours, rest) switch
        {
            (0, _) => texts.Plural("story.minutes", rest),
            (_, 0) => texts.Plural("story.hours", hours),
            _ => texts.Format("story.span", texts.Plural("story.hours", hours), texts.Plural("story.minutes", rest)),
        };
    }
}
