using Reports.Domain.Outages;

namespace Reports.Web.Localization;

/// <summary>
/// Fills the named places of a whole-sentence text with segments. <c>{w}</c> is a list of regions, <c>{w1}</c> its first with the preposition
/// and <c>{w2}</c> its second as the language writes it after "and".
/// </summary>
internal sealed class SentenceWriter
{
    private readonly Dictionary<string, IReadOnlyList<AnswerSegment>> _values = new(StringComparer.Ordinal);
    private readonly Texts _texts;
    private readonly DateTimeOffset _now;

    public SentenceWriter(Texts texts, DateTimeOffset now, string service)
    {
        _texts = texts;
        _now = now;
        _values["service"] = [new AnswerSegment(service, IsService: true)];
    }

    public string Zone => _texts["time.zone"];

    public SentenceWriter At(string name, DateTimeOffset at)
    {
        _values[name] = [new AnswerSegment(_texts.Moment(at, _now), At: at)];
        return this;
    }

    public SentenceWriter Named(string name, string text)
    {
        _values[name] = [new AnswerSegment(text)];
        return this;
    }

    public SentenceWriter Places(string name, IReadOnlyList<string> regions, AnswerPlaces places)
    {
        for (var i = 0; i < regions.Count; i++)
        {
            _values[name + (i + 1)] = Place(regions[i], i == 0, places);
        }

        if (regions.Count > 0)
        {
            _values[name] = List(name, regions.Count);
        }

        return this;
    }

    public IReadOnlyList<AnswerSegment> Write(string key) => Merge(Fill(_texts[key], name => _values[name]));

    private List<AnswerSegment> List(string name, int count)
    {
        var list = _values[name + "1"].ToList();
        for (var i = 2; i <= count; i++)
        {
            var (head, tail) = (list, _values[name + i]);
            list = Fill(_texts[i == count ? "list.last" : "list.more"], slot => slot is "0" ? head : tail).ToList();
        }

        return list;
    }

    private List<AnswerSegment> Place(string region, bool first, AnswerPlaces places)
    {
        var extent = places.Widespread.Contains(region, StringComparer.Ordinal) ? Extent.Widespread : Extent.Partial;
        return Fill(_texts.Place(region, first), _ => [new AnswerSegment(_texts.Region(region), region, extent)]).ToList();
    }

    private static IEnumerable<AnswerSegment> Fill(string template, Func<string, IReadOnlyList<AnswerSegment>> value)
    {
        var rest = template;
        while (rest.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            if (open > 0)
            {
                yield return new AnswerSegment(rest[..open]);
            }

            var close = rest.IndexOf('}', open);
            foreach (var segment in value(rest[(open + 1)..close]))
            {
                yield return segment;
            }

            rest = rest[(close + 1)..];
        }

        if (rest.Length > 0)
        {
            yield return new AnswerSegment(rest);
        }
    }

    private static List<AnswerSegment> Merge(IEnumerable<AnswerSegment> segments)
    {
        List<AnswerSegment> merged = [];
        foreach (var segment in segments)
        {
            if (merged.Count > 0 && IsPlain(segment) && IsPlain(merged[^1]))
            {
                merged[^1] = merged[^1] with { Text = merged[^1].Text + segment.Text };
            }
            else
            {
                merged.Add(segment);
            }
        }

        return merged;
    }

    private static bool IsPlain(AnswerSegment segment) => segment is { Region: null, At: null, IsService: false };
}
