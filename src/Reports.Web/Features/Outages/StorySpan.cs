using Reports.Web.Localization;

namespace Reports.Web.Features.Outages;

/// <summary>A span of time in whole words, as prose wants it: "2 hours and 5 minutes".</summary>
internal static class StorySpan
{
    public static string Span(this Texts texts, TimeSpan span)
    {
        // What has begun counts: more than the most of one minute never comes "in one minute".
        var minutes = (long)Math.Max(1, Math.Ceiling(span.TotalMinutes));
        var (hours, rest) = (minutes / 60, minutes % 60);
        return (hours, rest) switch
        {
            (0, _) => texts.Plural("story.minutes", rest),
            (_, 0) => texts.Plural("story.hours", hours),
            _ => texts.Format("story.span", texts.Plural("story.hours", hours), texts.Plural("story.minutes", rest)),
        };
    }
}
