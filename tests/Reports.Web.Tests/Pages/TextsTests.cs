using System.Text.RegularExpressions;
using Reports.Web.Localization;

namespace Reports.Web.Tests.Pages;

public sealed partial class TextsTests
{
    // Prepositions before names of countries are irregular in each language in its own way.
    private static readonly string[] OwnToALanguage = ["place.in.", "place.and."];

    public static TheoryData<string> OtherLanguages => [.. ShippedTexts.All.Shipped.Skip(1).Select(texts => texts.Language)];

    public static TheoryData<string> EveryLanguage => [.. ShippedTexts.All.Shipped.Select(texts => texts.Language)];

    [Theory, MemberData(nameof(OtherLanguages))]
    public void Every_text_exists_in_every_language(string language)
    {
        Assert.Empty(Stems(ShippedTexts.Of("en")).Except(Stems(ShippedTexts.Of(language)), StringComparer.Ordinal));
        Assert.Empty(Stems(ShippedTexts.Of(language)).Except(Stems(ShippedTexts.Of("en")), StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(EveryLanguage))]
    public void Every_plural_has_the_forms_its_language_needs(string language)
    {
        var texts = ShippedTexts.Of(language);
        foreach (var stem in texts.Keys.Where(key => key.EndsWith(".other", StringComparison.Ordinal)).Select(key => key[..^6]))
        {
            if (texts.Find(stem + ".one") is not null)
            {
                Assert.All(PluralRules.Required(language), category => Assert.NotNull(texts.Find($"{stem}.{category}")));
            }
        }
    }

    [Theory, MemberData(nameof(OtherLanguages))]
    public void Every_translation_fills_in_the_same_things(string language)
    {
        var (english, other) = (ShippedTexts.Of("en"), ShippedTexts.Of(language));
        Assert.All(Common(english, other), key => Assert.True(
            Places(english[key]).SetEquals(Places(other[key])) || Regions(english[key]).Equals(Regions(other[key]), StringComparison.Ordinal),
            $"{key}: '{english[key]}' and '{other[key]}'"));
    }

    [Theory, MemberData(nameof(OtherLanguages))]
    public void Nothing_is_left_in_English(string language)
    {
        var (english, other) = (ShippedTexts.Of("en"), ShippedTexts.Of(language));
        var copies = Common(english, other)
            .Where(key => LongWord().IsMatch(Braces().Replace(english[key], "")) && string.Equals(english[key], other[key], StringComparison.Ordinal));
        Assert.Empty(copies.Except(SameInEveryLanguage, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, "0%"), InlineData(0.0002, "0.1%"), InlineData(0.004, "0.4%"), InlineData(0.006, "1%"), InlineData(0.5, "50%")]
    [InlineData(0.994, "99%"), InlineData(0.997, "99.7%"), InlineData(0.9999, "99.9%"), InlineData(1, "100%")]
    public void A_share_that_is_neither_nothing_nor_all_does_not_look_like_it(double share, string text) =>
        Assert.Equal(text, ShippedTexts.Of("en").Percent(share));

    [Theory]
    [InlineData(0.9962, 0.9999, "99%", "100%"), InlineData(0.00002, 0.011, "0%", "2%"), InlineData(0, 1, "0%", "100%"), InlineData(0.29, 0.55, "29%", "55%")]
    public void A_range_of_shares_holds_its_ends(double low, double high, string from, string to)
    {
        var texts = ShippedTexts.Of("en");
        Assert.Equal((from, to), (texts.PercentAtLeast(low), texts.PercentAtMost(high)));
    }

    [Theory, MemberData(nameof(EveryLanguage))]
    public void No_text_is_empty_or_carries_markup(string language)
    {
        var texts = ShippedTexts.Of(language);
        Assert.All(texts.Keys, key => Assert.False(string.IsNullOrWhiteSpace(texts[key]) || texts[key].Contains('<', StringComparison.Ordinal), key));
    }

    [Fact]
    public void A_missing_text_is_shown_in_English_outside_tests()
    {
        var english = new Texts("en", new Dictionary<string, string>(StringComparer.Ordinal) { ["language.culture"] = "en-GB", ["hello"] = "Hello" }, null, strict: false);
        var italian = new Texts("it", new Dictionary<string, string>(StringComparer.Ordinal) { ["language.culture"] = "it-IT" }, english, strict: false);

        Assert.Equal("Hello", italian["hello"]);
        Assert.Equal("unknown", italian["unknown"]);
    }

    [Fact]
    public void A_missing_text_throws_when_strict() =>
        Assert.Throws<KeyNotFoundException>(() => ShippedTexts.Of("it")["no.such.text"]);

    [Theory]
    [InlineData("en", 1, "1 report"), InlineData("en", 3043, "3,043 reports")]
    [InlineData("it", 1, "1 segnalazione"), InlineData("it", 3043, "3.043 segnalazioni")]
    public void Plural_GroupsAndAgrees(string language, long number, string expected) =>
        Assert.Equal(expected, ShippedTexts.Of(language).Plural("reports", number));

    [Theory]
    [InlineData("it", 8, "14:02 dell’8 maggio", "Reports l’8 maggio 2020"), InlineData("it", 11, "14:02 dell’11 maggio", "Reports l’11 maggio 2020")]
    [InlineData("it", 9, "14:02 del 9 maggio", "Reports il 9 maggio 2020"), InlineData("en", 8, "14:02 on 8 May", "Reports on 8 May 2020")]
    public void A_day_has_the_article_of_its_number(string language, int day, string moment, string quote)
    {
        var (texts, at) = (ShippedTexts.Of(language), new DateTimeOffset(2020, 5, day, 14, 2, 0, TimeSpan.Zero));

        Assert.Equal(moment, texts.Moment(at, at.AddDays(1)));
        Assert.Contains(quote, texts.Dated("outage.quote.text", at, texts.DayAndYear(at), ""), StringComparison.Ordinal);
    }

    [Fact]
    public void Arabic_pages_use_Latin_digits()
    {
        var arabic = new Texts("ar", new Dictionary<string, string>(StringComparer.Ordinal) { ["language.culture"] = "ar-SA" }, ShippedTexts.Of("en"), strict: false);

        Assert.Equal("3,043", arabic.Number(3043));
        Assert.Equal("14:02", arabic.Hour(new DateTimeOffset(2020, 5, 17, 14, 2, 0, TimeSpan.Zero)));
        Assert.Equal("1.5", arabic.Rough(1.5));
    }

    [Theory]
    [InlineData("it", "it"), InlineData("it-CH, en;q=0.5", "it"), InlineData("xx, it;q=0.3", "it"), InlineData("xx", "en")]
    [InlineData("en;q=0.2, it;q=0.9", "it"), InlineData("it;q=0, en", "en"), InlineData("not a header;;", "en"), InlineData("", "en")]
    public void Negotiate_TakesWhatTheReaderPrefers(string header, string expected) =>
        Assert.Equal(expected, ShippedTexts.All.Negotiate([header]).Language);

    private static readonly string[] SameInEveryLanguage =
    [
        "language.direction", "language.culture", "date.day", "date.dayShort", "date.dayYear", "duration.minutes", "duration.hours", "problem.app", "problem.api", "time.zone",
        "nav.menu", "region.america", "region.africa", "region.europe",
    ];

    private static IEnumerable<string> Stems(Texts texts) => texts.Keys
        .Where(key => !OwnToALanguage.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        .Select(key => PluralForm().Replace(key, ""))
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Common(Texts english, Texts other) => english.Keys
        .Where(key => other.Find(key) is not null && !OwnToALanguage.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));

    // A form for exactly one may spell the number out.
    private static HashSet<string> Places(string text) =>
        Braces().Matches(text).Select(match => match.Value).Where(place => place != "{0}").ToHashSet(StringComparer.Ordinal);

    private static string Regions(string text) => string.Concat(Braces().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\.(?:zero|one|two|few|many|other)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PluralForm();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();

    [GeneratedRegex(@"\p{L}{3,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongWord();
}
