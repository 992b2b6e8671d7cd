using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Components.Tables;
using Reports.Web.Localization;

namespace Reports.Web.Features.Outages;

/// <summary>
/// The story of an outage in a few short paragraphs, fit to be quoted. Written from what is stored of it and from nothing else: a fact that is
/// missing leaves its sentence out, and the last paragraph says what reports cannot tell. Instants are told as on the day on which it began.
/// </summary>
public sealed class OutageStory
{
    // Shares of fewer would look more certain than they are.
    private const int FewestNamingProblem = 10;
    private const int FewestAtPeak = 3;
    private const double SecondShare = 0.1;
    private const double Sure = 0.9;
    private const string NoInsight = "other";

    private readonly OutageView _outage;
    private readonly Texts _texts;
    private readonly DateTimeOffset _now;
    private readonly AnswerPlaces _places;
    private readonly OutageSpread _spread;

    private OutageStory(OutageView outage, Texts texts, DateTimeOffset now)
    {
        (_outage, _texts, _now) = (outage, texts, now);
        _places = AnswerPlaces.Of(outage);
        _spread = OutageSpread.Of(outage);
        Paragraphs = [.. outage.State == OutageState.Retracted ? [TakenBack()] : Told()];
    }

    public IReadOnlyList<StoryParagraph> Paragraphs { get; }

    private bool IsOver => !_outage.IsOpen;

    public static OutageStory Of(OutageView outage, Texts texts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outage);
        ArgumentNullException.ThrowIfNull(texts);
        return new OutageStory(outage, texts, now);
    }

    private IEnumerable<StoryParagraph> Told()
    {
        yield return Paragraph(StoryPart.Lead, [Answer(), Counted(), Peak()]);
        var course = Paragraph(StoryPart.Course, [Began(), .. Joined(), Called(), .. Left(), Falling(), Relapsed(), Ended()]);
        if (course.Segments.Count > 0)
        {
            yield return course;
        }

        var problems = Paragraph(StoryPart.Problems, [Problems()]);
        if (problems.Segments.Count > 0)
        {
            yield return problems;
        }

        yield return Paragraph(StoryPart.Provider, [Spoke(), Latest()]) with { Quote = _outage.OfficialUpdates.MaxBy(update => update.At) };
        yield return Paragraph(StoryPart.Unknown, [Cause(), Limits(), Few(), Unsure()]);
    }

    private StoryParagraph TakenBack()
    {
        var step = _outage.Transitions.LastOrDefault(transition => transition.To == OutageState.Retracted);
        var why = step is null ? null
            : string.IsNullOrWhiteSpace(step.Reason) ? Writer().At("time", step.At).Write("story.tookBack")
            : Writer().At("time", step.At).Named("reason", step.Reason).Write("story.reason");
        return Paragraph(StoryPart.Lead, [Answer(), why, Writer().Write("story.correct")]);
    }

    private IReadOnlyList<AnswerSegment> Answer() => _outage.State == OutageState.Resolved
        ? AnswerSentence.Past(_outage, _texts, _outage.StartedAt).Segments
        : AnswerSentence.Of(_outage, _texts, _outage.StartedAt).Segments;

    private IReadOnlyList<AnswerSegment>? Counted()
    {
        if (_outage.Reports <= 0)
        {
            return null;
        }

        var key = UsualMultiple.IsAlmostNone(_outage.ExpectedReports) ? "story.countedRare" : "story.counted";
        return Number(_outage.Reports).Named("span", _texts.Span((_outage.IsOpen ? _now : End) - _outage.StartedAt))
            .Named("usual", _texts.Number((long)Math.Ceiling(_outage.ExpectedReports)))
            .Write(_texts.PluralKey(key, _outage.Reports));
    }

    private IReadOnlyList<AnswerSegment>? Peak()
    {
        if (_outage.PeakAt is not { } peak || _outage.PeakPerMinute < FewestAtPeak)
        {
            return null;
        }

        // What may still rise has no peak yet.
        var key = _outage.State is OutageState.Possible or OutageState.Outage ? "story.most" : "story.peak";
        return Number(_outage.PeakPerMinute).At("time", peak).Named("usual", _texts.Rough(_outage.ExpectedPerMinute))
            .Write(_texts.PluralKey(key, _outage.PeakPerMinute));
    }

    private IReadOnlyList<AnswerSegment>? Began()
    {
        var writer = Writer().At("time", _outage.StartedAt).Places("r", _spread.First, _places);
        if (_spread.Later.Count > 0)
        {
            return writer.Write(_spread.First.Count == 0 ? "story.began" : "story.beganIn");
        }

        // Where it stayed in one place, the first sentence has said it all, but for one that is recovering, which tells of its end.
        return _outage.State == OutageState.Recovering ? writer.Write("story.began") : null;
    }

    private IEnumerable<IReadOnlyList<AnswerSegment>> Joined() => InPairs("story.spread", _spread.Later);

    private IEnumerable<IReadOnlyList<AnswerSegment>> Left() => InPairs("story.left", _spread.Left);

    private IEnumerable<IReadOnlyList<AnswerSegment>> InPairs(string key, IReadOnlyList<(string Region, DateTimeOffset At)> regions) =>
        regions.Chunk(2).Select(pair =>
        {
            var writer = Writer().Places("a", [pair[0].Region], _places).At("timeA", pair[0].At);
            return pair.Length == 1
                ? writer.Write(key + "1")
                : writer.Places("b", [pair[1].Region], _places).At("timeB", pair[1].At).Write(key + "2");
        });

    private IReadOnlyList<AnswerSegment>? Called()
    {
        var writer = Writer().At("time", _outage.DetectedAt);
        return (_outage.FlaggedAt, _outage.State) switch
        {
            (null, OutageState.Possible) => writer.Write("story.flagged"),
            (null, _) => null,
            ({ } called, _) when called - _outage.DetectedAt < TimeSpan.FromMinutes(1) => writer.Write("story.calledOnce"),
            ({ } called, _) => writer.At("called", called).Write("story.called"),
        };
    }

    private IReadOnlyList<AnswerSegment>? Falling() => _outage.State == OutageState.Outage && _spread.Falling.Count > 0
        ? Writer().Places("r", _spread.Falling, _places).Write("story.falling")
        : null;

    private IReadOnlyList<AnswerSegment>? Relapsed()
    {
        var relapses = _outage.Transitions.Where(step => step is { From: OutageState.Recovering, To: OutageState.Outage }).ToList();
        return relapses.Count == 0
            ? null
            : Number(relapses.Count).At("time", relapses[^1].At).Write(_texts.PluralKey("story.relapse", relapses.Count));
    }

    private IReadOnlyList<AnswerSegment>? Ended()
    {
        if (_outage.ResolvedAt is not { } end)
        {
            return null;
        }

        var writer = Writer().At("end", end).Named("span", _texts.Span(end - _outage.StartedAt));
        return _outage.RecoveringAt is { } recovering
            ? writer.At("time", recovering).Write("story.fell")
            : writer.Write("story.ended");
    }

    private IReadOnlyList<AnswerSegment>? Problems()
    {
        var naming = _outage.Problems.Sum(problem => problem.Reports);
        var shown = _outage.Problems.Where(problem => !string.Equals(problem.Problem, NoInsight, StringComparison.Ordinal))
            .OrderByDescending(problem => problem.Share).Take(2).Where((problem, i) => i == 0 || problem.Share >= SecondShare).ToList();
        if (naming < FewestNamingProblem || shown.Count == 0)
        {
            return null;
        }

        var writer = Number(naming);
        for (var i = 0; i < shown.Count; i++)
        {
            writer.Named($"share{i + 1}", _texts.Percent(shown[i].Share)).Named($"problem{i + 1}", _texts["problem." + shown[i].Problem]);
        }

        return writer.Write(_texts.PluralKey($"story.problems{shown.Count}", naming));
    }

    private IReadOnlyList<AnswerSegment> Spoke()
    {
        if (ProviderLead.Of(_outage) is not { } lead)
        {
            return Writer().Write(IsOver ? "story.silentPast" : "story.silent");
        }

        var writer = Writer().At("time", lead.SpokeAt).Named("span", _texts.Span(lead.Ahead.Duration()));
        var key = _outage.FlaggedAt is null ? "story.spokeOfPossible" : "story.spoke";
        return writer.Write(key + (lead.IsTie ? ".same" : lead.Ahead > TimeSpan.Zero ? ".after" : ".before"));
    }

    private IReadOnlyList<AnswerSegment>? Latest() => _outage.OfficialUpdates.Count > 1
        ? Writer().At("time", _outage.OfficialUpdates.Max(update => update.At)).Write("story.latest")
        : null;

    private IReadOnlyList<AnswerSegment> Cause() => _outage.OfficialUpdates.FirstOrDefault(update => update.Status == OfficialStatus.Identified) is { } said
        ? Writer().At("time", said.At).Write("story.causeSaid")
        : Writer().Write("story.cause");

    private IReadOnlyList<AnswerSegment> Limits() => Writer().Write(IsOver ? "story.limitsPast" : "story.limits");

    private IReadOnlyList<AnswerSegment>? Few() => _spread.Few.Count == 0 ? null : Writer()
        .Places("r", _spread.Few, _places).Named("few", _texts.Number(RegionStatus.FewestToCompare))
        .Write(_spread.Few.Count == 1 ? "story.few1" : "story.few2");

    private IReadOnlyList<AnswerSegment>? Unsure() => _outage.Confidence >= Sure || _outage.State == OutageState.Possible ? null
        : Writer().Write(IsOver ? "story.unsurePast" : "story.unsure");

    private DateTimeOffset End => _outage.ResolvedAt ?? (_outage.Transitions.Count > 0 ? _outage.Transitions[^1].At : _now);

    private SentenceWriter Writer() => new(_texts, _outage.StartedAt, _outage.Service.Name);

    private SentenceWriter Number(long number) => Writer().Named("0", _texts.Number(number));

    private static StoryParagraph Paragraph(StoryPart part, IEnumerable<IReadOnlyList<AnswerSegment>?> sentences)
    {
        List<AnswerSegment> segments = [];
        foreach (var sentence in sentences.OfType<IReadOnlyList<AnswerSegment>>())
        {
            if (segments.Count > 0)
            {
                segments.Add(new AnswerSegment(" "));
            }

            segments.AddRange(sentence);
        }

        return new StoryParagraph(part, segments);
    }
}
