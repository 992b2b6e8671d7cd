using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Components.Answers;
using Reports.Web.Localization;

namespace Reports.Web.Features.Widget;

/// <summary>What a badge says: the service, a glyph and a word.</summary>
/// <param name="Level">Null where there is no such service.</param>
/// <param name="Background">Hexadecimal, without the number sign.</param>
public sealed record Badge(string Label, string Message, StatusLevel? Level, string Background, string Ink)
{
    private const string Dark = "111a22";
    private const string Light = "ffffff";
    private const int MostMessage = 60;

    public static Badge Of(EmbedView view, Texts texts)
    {
        var word = texts[view.BadgeWord];
        var message = view.Level == StatusLevel.Outage && view.Places.Length is > 0 and <= MostMessage ? texts.Format("badge.where", word, view.Places) : word;
        var label = view.Simulated ? texts.Format("simulated.share", view.Service.Name) : view.Service.Name;
        return view.Level switch
        {
            StatusLevel.Operational => new Badge(label, message, view.Level, "0b6f68", Light),
            StatusLevel.Possible => new Badge(label, message, view.Level, "f0a818", Dark),
            StatusLevel.Outage => new Badge(label, message, view.Level, "b50f3c", Light),
            StatusLevel.Recovering => new Badge(label, message, view.Level, "4b48b8", Light),
        };
    }

    /// <summary>Without the name that was asked for, which may be anything.</summary>
    public static Badge Unknown(Texts texts) => new(texts["badge.service"], texts["badge.unknown"], null, "566470", Light);
}

/// <summary>The endpoint schema of shields.io, version 1.</summary>
public sealed record ShieldsBadge(int SchemaVersion, string Label, string Message, string Color, bool IsError, int CacheSeconds)
{
    // The least that shields.io accepts.
    private const int Cached = 300;

    public static ShieldsBadge Of(Badge badge) => new(1, badge.Label, badge.Message, badge.Background, badge.Level is StatusLevel.Outage or null, Cached);
}
