using System.Diagnostics;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Localization;

/// <summary>
/// The sentence a person would say: who, where, what, since when. It is the heading, the title, the share text and the widget, so that all say
/// the same. Built from one whole sentence per pattern of extents; only names, instants and lists are filled in.
/// </summary>
public sealed class AnswerSentence
{
    private AnswerSentence(IReadOnlyList<AnswerSegment> segments, string zone)
    {
        Segments = segments;
        Text = string.Concat(segments.Select(segment => segment.At is null ? segment.Text : $"{segment.Text} {zone}"));
    }

    public IReadOnlyList<AnswerSegment> Segments { get; }

    /// <summary>The sentence alone, for places that name no time zone of their own: titles, embeds, badges.</summary>
    public string Text { get; }

    public override string ToString() => Text;

    /// <summary>What is to be said of a service right now.</summary>
    public static AnswerSentence Of(ServiceStatus service, Texts texts, DateTimeOffset now)
    {
        if (service.OpenOutage is { } outage)
        {
            return Of(outage, texts, now);
        }

        var writer = new SentenceWriter(texts, now, service.Service.Name);
        return service.Status == StatusLevel.Operational
            ? Write(writer, "answer.operational")
            : Gathered(writer, "answer.possible", AnswerPlaces.Of(service), service.Since);
    }

    /// <summary>What is to be said of an outage in its present state.</summary>
    public static AnswerSentence Of(OutageView outage, Texts texts, DateTimeOffset now)
    {
        var writer = new SentenceWriter(texts, now, outage.Service.Name);
        var places = AnswerPlaces.Of(outage);
        return outage.State switch
        {
            OutageState.Possible => Gathered(writer, "answer.possible", places, outage.StartedAt),
            OutageState.Outage => Spread(writer, "answer.outage", places, outage.StartedAt),
            OutageState.Recovering => Gathered(writer, "answer.recovering", places, outage.RecoveringAt ?? outage.StartedAt),
            OutageState.Resolved => Write(writer.At("time", outage.StartedAt).At("end", outage.ResolvedAt ?? now), "answer.resolved"),
            OutageState.Dismissed => Write(writer, "answer.dismissed"),
            OutageState.Retracted => Write(writer.At("time", outage.StartedAt), "answer.retracted"),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What happened, told from its end: where, what, from when to when.</summary>
    public static AnswerSentence Past(OutageView outage, Texts texts, DateTimeOffset now)
    {
        var writer = new SentenceWriter(texts, now, outage.Service.Name).At("end", outage.ResolvedAt ?? now);
        return Spread(writer, "answer.past", AnswerPlaces.Of(outage), outage.StartedAt);
    }

    /// <summary>Nothing unusual anywhere, or in one macro-region.</summary>
    public static AnswerSentence Calm(Texts texts, DateTimeOffset now, string? region = null)
    {
        var writer = new SentenceWriter(texts, now, "");
        return region is null ? Write(writer, "answer.calm") : Write(writer.Named("region", texts.Region(region)), "answer.calm.region");
    }

    private static AnswerSentence Spread(SentenceWriter writer, string key, AnswerPlaces places, DateTimeOffset since)
    {
        var (many, some) = (places.Widespread.Count, places.Partial.Count);
        var pattern = (many, some) switch
        {
            (0, 0) => "world",
            (5, _) => "everywhere",
            (0, 1) => "p1",
            (0, _) => "p2",
            (_, 0) => $"w{Math.Min(many, 3)}",
            (_, 1) => $"w{Math.Min(many, 3)}p1",
            (_, _) => $"w{Math.Min(many, 3)}p2",
        };
        return Write(writer.Places("w", places.Widespread, places).Places("p", places.Partial, places).At("time", since), $"{key}.{pattern}");
    }

    private static AnswerSentence Gathered(SentenceWriter writer, string key, AnswerPlaces places, DateTimeOffset since)
    {
        var pattern = places.All.Count == 0 ? "world" : "regions";
        return Write(writer.Places("r", places.All, places).At("time", since), $"{key}.{pattern}");
    }

    private static AnswerSentence Write(SentenceWriter writer, string key) => new(writer.Write(key), writer.Zone);
}
