namespace Reports.Web.Features.Outages;

/// <summary>What a paragraph of the story is about.</summary>
public enum StoryPart
{
    /// <summary>Where, since when, how many.</summary>
    Lead,

    /// <summary>How it spread, fell and ended.</summary>
    Course,

    /// <summary>What people cannot do.</summary>
    Problems,

    /// <summary>What the provider says.</summary>
    Provider,

    /// <summary>What reports cannot tell.</summary>
    Unknown,
}
