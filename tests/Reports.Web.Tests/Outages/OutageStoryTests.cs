using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Outages;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.Outages;

/// <summary>What is told of an outage, and above all what is not.</summary>
public sealed class OutageStoryTests
{
    private static readonly DateTimeOffset Start = SampleOutages.Start;
    private static readonly OutageView Open = SampleOutages.Blackout(OutageState.Outage);

    public static TheoryData<string> EveryLanguage => [.. ShippedTexts.All.Shipped.Select(texts => texts.Language)];

    [Theory]
    [InlineData(StoryPart.Lead, "en", "Many people in America and the Middle East, and some in Europe, cannot use Zoom since 14:02. We counted 3,043 reports about Zoom in 3 hours and 45 minutes, where about 341 would be usual. The most so far was 41 reports in one minute, at 14:25; usual at that hour: 1.5.")]
    [InlineData(StoryPart.Lead, "it", "Molte persone in America e in Medio Oriente, e alcune in Europa, non riescono a usare Zoom dalle 14:02. Abbiamo contato 3.043 segnalazioni su Zoom in 3 ore e 45 minuti; di solito, nello stesso tempo, sono circa 341. Il massimo finora è stato di 41 segnalazioni in un minuto, alle 14:25; di solito a quell’ora: 1,5.")]
    [InlineData(StoryPart.Lead, "ar", "كثيرون في أمريكا والشرق الأوسط، وبعض المستخدمين في أوروبا، لا يستطيعون استخدام Zoom منذ الساعة 14:02. أحصينا 3,043 بلاغًا عن Zoom خلال 3 ساعات و45 دقيقة، والمعتاد نحو 341. أعلى عدد حتى الآن 41 بلاغًا في دقيقة واحدة، في الساعة 14:25؛ والمعتاد في ذلك الوقت: 1.5.")]
    [InlineData(StoryPart.Course, "en", "Reports began to rise at 14:02 and stood out first in the United States and Canada. They also stood out in the Middle East, from 14:11 on, and in Europe, from 14:19 on. We flagged it at 14:05 and called it an outage at 14:06.")]
    [InlineData(StoryPart.Course, "it", "Le segnalazioni hanno iniziato a salire alle 14:02, dapprima negli Stati Uniti e in Canada. Sono salite anche in Medio Oriente, dalle 14:11, e in Europa, dalle 14:19. Lo abbiamo indicato come possibile problema alle 14:05 e definito un disservizio alle 14:06.")]
    [InlineData(StoryPart.Course, "ar", "بدأت البلاغات ترتفع في الساعة 14:02، وبرزت أولًا في الولايات المتحدة وكندا. وبرزت أيضًا في الشرق الأوسط ابتداءً من الساعة 14:11، وفي أوروبا ابتداءً من الساعة 14:19. نبّهنا إليه في الساعة 14:05، وعددناه عطلًا في الساعة 14:06.")]
    [InlineData(StoryPart.Problems, "en", "Of the 2,781 reports that name a problem, 48% name “Joining a meeting” and 21% “Signing in”.")]
    [InlineData(StoryPart.Problems, "it", "Le 2.781 segnalazioni che nominano un problema indicano soprattutto “Entrare in riunione” (48%) e “Accedere” (21%).")]
    [InlineData(StoryPart.Provider, "en", "The first word from Zoom came at 14:31, 25 minutes after we had called it an outage. The latest came at 16:55:")]
    [InlineData(StoryPart.Provider, "it", "La prima comunicazione di Zoom è arrivata alle 14:31, 25 minuti dopo che lo avevamo definito un disservizio. La più recente è delle 16:55:")]
    [InlineData(StoryPart.Provider, "ar", "جاء أول إعلان من Zoom في الساعة 14:31، بعد أن عددناه عطلًا بمدة 25 دقيقة. وجاء آخر إعلان في الساعة 16:55:")]
    [InlineData(StoryPart.Unknown, "en", "We do not know the cause; Zoom said at 15:20 that it had found it. Reports do not tell how many people are affected, nor how long it will last.")]
    [InlineData(StoryPart.Unknown, "it", "Non conosciamo la causa; alle 15:20 Zoom ha comunicato di averla individuata. Le segnalazioni non dicono quante persone sono colpite, né quanto durerà.")]
    public void The_founding_story_is_told_from_its_facts(StoryPart part, string language, string expected) => Assert.Equal(expected, Tell(Open, part, language));

    [Theory]
    [InlineData("en", "Reports fell from 16:48 on and were back to usual at 19:10, 5 hours and 8 minutes after they had begun to rise.")]
    [InlineData("it", "Le segnalazioni sono calate dalle 16:48 e rientrate nella norma alle 19:10, dopo 5 ore e 8 minuti dall’inizio dell’aumento.")]
    [InlineData("ar", "انخفضت البلاغات ابتداءً من الساعة 16:48، وعادت إلى المعتاد في الساعة 19:10، بعد 5 ساعات و8 دقائق من بدء ارتفاعها.")]
    public void What_is_over_tells_its_end_and_asks_no_longer_how_long_it_lasts(string language, string expected)
    {
        var outage = SampleOutages.Blackout(OutageState.Resolved);

        Assert.EndsWith(expected, Tell(outage, StoryPart.Course, language), StringComparison.Ordinal);
        Assert.DoesNotContain(ShippedTexts.Of(language)["story.limits"], Tell(outage, StoryPart.Unknown, language), StringComparison.Ordinal);
        Assert.Contains(ShippedTexts.Of(language)["story.limitsPast"], Tell(outage, StoryPart.Unknown, language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-10, "The first word from Zoom came at 13:56, 10 minutes before we called it an outage.", "La prima comunicazione di Zoom è arrivata alle 13:56, 10 minuti prima che lo definissimo un disservizio.")]
    [InlineData(0, "The first word from Zoom came at 14:06, just as we called it an outage.", "La prima comunicazione di Zoom è arrivata alle 14:06, mentre lo definivamo un disservizio.")]
    [InlineData(61, "The first word from Zoom came at 15:07, 1 hour and 1 minute after we had called it an outage.", "La prima comunicazione di Zoom è arrivata alle 15:07, 1 ora e 1 minuto dopo che lo avevamo definito un disservizio.")]
    public void Who_spoke_first_is_told_both_ways(int minutes, string english, string italian)
    {
        var outage = Open with { OfficialUpdates = [Open.OfficialUpdates[0] with { At = Open.FlaggedAt!.Value.AddMinutes(minutes) }] };

        Assert.Equal(english, Tell(outage, StoryPart.Provider, "en"));
        Assert.Equal(italian, Tell(outage, StoryPart.Provider, "it"));
        Assert.Equal("We do not know the cause.", Tell(outage, StoryPart.Unknown, "en")[..25]);
    }

    [Theory]
    [InlineData(OutageState.Outage, "We know of no word from Zoom yet."), InlineData(OutageState.Resolved, "We know of no word from Zoom about it.")]
    public void Of_a_provider_that_is_silent_we_say_what_we_know(OutageState state, string expected)
    {
        var outage = SampleOutages.Blackout(state) with { OfficialUpdates = [] };

        Assert.Equal(expected, Tell(outage, StoryPart.Provider, "en"));
        Assert.Null(Story(outage, "en").Paragraphs.Single(paragraph => paragraph.Part == StoryPart.Provider).Quote);
    }

    [Theory]
    [InlineData("en", "We flagged it at 17:02 and have not called it an outage.", "Fewer than 10 reports each were counted in Canada and Mexico: they stand out, but are too few to compare.")]
    [InlineData("it", "Lo abbiamo indicato come possibile problema alle 17:02 e non lo abbiamo definito un disservizio.", "Abbiamo contato meno di 10 segnalazioni per Paese in Canada e in Messico: spiccano, ma sono troppo poche per un confronto.")]
    [InlineData("ar", "نبّهنا إليه في الساعة 17:02، ولم نعدّه عطلًا.", "أحصينا أقل من 10 بلاغات لكل بلد في كندا والمكسيك: وهي بارزة، لكنها أقل من أن تُقارن.")]
    public void What_is_only_possible_is_called_no_outage_and_small_numbers_are_named(string language, string course, string few)
    {
        Assert.Equal(course, Tell(SampleOutages.Webex, StoryPart.Course, language));
        Assert.EndsWith(few, Tell(SampleOutages.Webex, StoryPart.Unknown, language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "We counted 1 report about Zoom in 1 minute, where hardly any would be usual.")]
    [InlineData("it", "Abbiamo contato 1 segnalazione su Zoom in 1 minuto; di solito, nello stesso tempo, quasi non ce ne sono.")]
    [InlineData("ar", "أحصينا بلاغًا واحدًا عن Zoom خلال دقيقة واحدة، والمعتاد ألا يصل أي بلاغ تقريبًا.")]
    public void One_report_is_one_report_and_has_no_peak_and_no_shares(string language, string expected)
    {
        var outage = Bare() with { Reports = 1, PeakPerMinute = 1, PeakAt = Start, ExpectedReports = 0.1, Problems = [new("login", 1, 1)] };
        var story = OutageStory.Of(outage, ShippedTexts.Of(language), Start.AddSeconds(40));

        Assert.EndsWith(expected, Words(story.Paragraphs[0]), StringComparison.Ordinal);
        Assert.DoesNotContain(story.Paragraphs, paragraph => paragraph.Part == StoryPart.Problems);
    }

    [Theory]
    [InlineData(1, "en", "After falling, reports rose again at 15:00."), InlineData(2, "en", "After falling, reports rose again 2 times, the last time at 15:10.")]
    [InlineData(1, "it", "Dopo essere calate, le segnalazioni sono risalite alle 15:00."), InlineData(2, "it", "Dopo essere calate, le segnalazioni sono risalite 2 volte, l’ultima alle 15:10.")]
    [InlineData(1, "ar", "بعد انخفاضها ارتفعت البلاغات من جديد في الساعة 15:00."), InlineData(2, "ar", "بعد انخفاضها ارتفعت البلاغات من جديد مرتين، آخرهما في الساعة 15:10.")]
    public void A_relapse_is_part_of_the_course(int relapses, string language, string expected)
    {
        var steps = Enumerable.Range(0, relapses).SelectMany(i => (OutageTransition[])
        [
            new(10 + (2 * i), Open.Id, OutageState.Outage, OutageState.Recovering, Start.AddMinutes(50 + (10 * i)), null),
            new(11 + (2 * i), Open.Id, OutageState.Recovering, OutageState.Outage, Start.AddMinutes(58 + (10 * i)), null),
        ]);

        Assert.Contains(expected, Tell(Open with { Transitions = [.. Open.Transitions, .. steps] }, StoryPart.Course, language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "in Italy"), InlineData("it", "in Italia"), InlineData("ar", "في إيطاليا")]
    public void In_one_country_the_first_sentence_has_said_where_and_it_is_not_said_again(string language, string place)
    {
        var outage = SampleOutages.Vodafone(OutageState.Outage);

        Assert.Contains(place, Tell(outage, StoryPart.Lead, language), StringComparison.Ordinal);
        Assert.DoesNotContain(ShippedTexts.Of(language).Find("region.europe")!, string.Concat(Story(outage, language).Paragraphs.Select(Words)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "were back to usual at 00:20 on 18 May, 2 hours after they had begun to rise."), InlineData("it", "alle 00:20 del 18 maggio, dopo 2 ore dall’inizio dell’aumento.")]
    [InlineData("ar", "في الساعة 00:20 يوم 18 مايو، بعد ساعتين من بدء ارتفاعها.")]
    public void After_midnight_the_day_is_named(string language, string expected)
    {
        var began = new DateTimeOffset(2020, 5, 17, 22, 20, 0, TimeSpan.Zero);
        var outage = Bare() with { State = OutageState.Resolved, StartedAt = began, DetectedAt = began, FlaggedAt = began, ResolvedAt = began.AddHours(2) };

        Assert.EndsWith(expected, Tell(outage, StoryPart.Course, language), StringComparison.Ordinal);
        Assert.DoesNotContain("17", Tell(outage, StoryPart.Course, language), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_is_over_sooner_or_falls_is_named()
    {
        var regions = Open.Regions.Select(region => region.Region is "europe" or "GB" or "IE" or "NL" ? region with { LeftAt = Start.AddMinutes(100) }
            : region.Region is "middle-east" or "SA" or "AE" ? region with { Status = StatusLevel.Recovering } : region);
        var course = Tell(Open with { Regions = [.. regions] }, StoryPart.Course, "en");

        Assert.Contains("Reports were back to usual in Europe by 15:42.", course, StringComparison.Ordinal);
        Assert.EndsWith("Reports are falling in the Middle East.", course, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_taken_back_gives_its_reason_and_tells_nothing_else()
    {
        var story = Story(SampleOutages.Blackout(OutageState.Retracted), "en");

        Assert.Equal(
            "We said that Zoom had trouble since 14:02. That was wrong, and we take it back. We took it back at 14:42 and gave this reason: “A fan club had agreed to press the button.” If you have quoted this page, please correct it.",
            Words(Assert.Single(story.Paragraphs)));
    }

    [Theory, MemberData(nameof(EveryLanguage))]
    public void Every_story_holds_in_every_language_when_facts_are_missing(string language)
    {
        foreach (var state in (OutageState[])[OutageState.Possible, OutageState.Outage, OutageState.Recovering, OutageState.Resolved, OutageState.Retracted])
        {
            foreach (var outage in (OutageView[])[Bare() with { State = state }, SampleOutages.Blackout(state), SampleOutages.Vodafone(state) with { Confidence = 0.4 }])
            {
                var story = Story(outage, language);
                Assert.InRange(story.Paragraphs.Count, 1, 6);
                Assert.All(story.Paragraphs, paragraph => Assert.DoesNotMatch(@"[{}]|  |^\s|\s$", Words(paragraph)));
                Assert.All(story.Paragraphs, paragraph => Assert.NotEmpty(paragraph.Segments));
            }
        }
    }

    /// <summary>An outage of which nothing is known but that it is.</summary>
    private static OutageView Bare() => Open with
    {
        PeakAt = null,
        RecoveringAt = null,
        ResolvedAt = null,
        Extent = [Extent.None, Extent.None, Extent.None, Extent.None, Extent.None],
        Regions = [],
        Problems = [],
        Reports = 0,
        PeakPerMinute = 0,
        ExpectedReports = 0,
        ExpectedPerMinute = 0,
        OfficialUpdates = [],
        Transitions = [],
    };

    private static OutageStory Story(OutageView outage, string language) => OutageStory.Of(outage, ShippedTexts.Of(language), SampleBoards.Now);

    private static string Tell(OutageView outage, StoryPart part, string language) =>
        Words(Story(outage, language).Paragraphs.Single(paragraph => paragraph.Part == part));

    private static string Words(StoryParagraph paragraph) => string.Concat(paragraph.Segments.Select(segment => segment.Text));
}
