using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Localization;

namespace Reports.Web.Tests.Pages;

public sealed class AnswerSentenceTests
{
    private static readonly DateTimeOffset Now = SampleBoards.Now;

    [Theory]
    [InlineData("en", "Many people in America and the Middle East, and some in Europe, cannot use Zoom since 14:02 UTC.")]
    [InlineData("it", "Molte persone in America e in Medio Oriente, e alcune in Europa, non riescono a usare Zoom dalle 14:02 UTC.")]
    public void The_founding_story_reads_as_the_newspaper_wrote_it(string language, string expected) =>
        Assert.Equal(expected, Of(SampleOutages.Blackout(OutageState.Outage), language));

    [Theory]
    [InlineData("WNNNN", "Many people in America cannot use Zoom since 14:02 UTC.", "Molte persone in America non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("NWNNN", "Many people in the Middle East cannot use Zoom since 14:02 UTC.", "Molte persone in Medio Oriente non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WNPNN", "Many people in America, and some in Europe, cannot use Zoom since 14:02 UTC.", "Molte persone in America, e alcune in Europa, non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WPPNN", "Many people in America, and some in the Middle East and Europe, cannot use Zoom since 14:02 UTC.", "Molte persone in America, e alcune in Medio Oriente e in Europa, non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WWNNN", "Many people in America and the Middle East cannot use Zoom since 14:02 UTC.", "Molte persone in America e in Medio Oriente non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WWPPN", "Many people in America and the Middle East, and some in Europe and Africa, cannot use Zoom since 14:02 UTC.", "Molte persone in America e in Medio Oriente, e alcune in Europa e in Africa, non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WWWNN", "Many people in America, the Middle East and Europe cannot use Zoom since 14:02 UTC.", "Molte persone in America, in Medio Oriente e in Europa non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WNWPW", "Many people in America, Europe and Asia-Pacific, and some in Africa, cannot use Zoom since 14:02 UTC.", "Molte persone in America, in Europa e in Asia-Pacifico, e alcune in Africa, non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WWWPP", "Many people in America, the Middle East and Europe, and some in Africa and Asia-Pacific, cannot use Zoom since 14:02 UTC.", "Molte persone in America, in Medio Oriente e in Europa, e alcune in Africa e in Asia-Pacifico, non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("WWWWW", "Many people all over the world cannot use Zoom since 14:02 UTC.", "Molte persone in tutto il mondo non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("NNPNN", "Some people in Europe cannot use Zoom since 14:02 UTC.", "Alcune persone in Europa non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("NNPPN", "Some people in Europe and Africa cannot use Zoom since 14:02 UTC.", "Alcune persone in Europa e in Africa non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("NNNNN", "Many people cannot use Zoom since 14:02 UTC.", "Molte persone non riescono a usare Zoom dalle 14:02 UTC.")]
    public void Outage_NamesRegionsByExtent(string extents, string english, string italian)
    {
        var outage = SampleOutages.Blackout(OutageState.Outage) with { Extent = [.. extents.Select(Extent)], Regions = [] };

        Assert.Equal(english, Of(outage, "en"));
        Assert.Equal(italian, Of(outage, "it"));
    }

    [Theory]
    [InlineData("IT", "Many people in Italy cannot use Zoom since 14:02 UTC.", "Molte persone in Italia non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("GB", "Many people in the United Kingdom cannot use Zoom since 14:02 UTC.", "Molte persone nel Regno Unito non riescono a usare Zoom dalle 14:02 UTC.")]
    [InlineData("NL GB", "Many people in Netherlands", "Molte persone nei Paesi Bassi e nel Regno Unito non riescono a usare Zoom dalle 14:02 UTC.")]
    public void Outage_InOneOrTwoCountries_NamesThem(string countries, string english, string italian)
    {
        var outage = InCountries(countries.Split(' '));

        Assert.Equal(italian, Of(outage, "it"));
        Assert.StartsWith(english.Replace("in Netherlands", "in the Netherlands and the United Kingdom", StringComparison.Ordinal), Of(outage, "en"));
    }

    [Fact]
    public void Outage_InThreeCountries_NamesTheirMacroRegion() =>
        Assert.Equal("Some people in Europe cannot use Zoom since 14:02 UTC.", Of(InCountries("IT", "FR", "ES"), "en"));

    [Fact]
    public void Outage_InOneCountryAndWhatLeapsWithIt_NamesBothTheirMacroRegions() =>
        Assert.Equal("Some people in America and Europe cannot use Zoom since 14:02 UTC.", Of(InCountries("IT") with { Extent = [.. "PNPNN".Select(Extent)] }, "en"));

    [Fact]
    public void Regions_keep_their_extent_and_instants_their_time()
    {
        var sentence = AnswerSentence.Of(SampleOutages.Blackout(OutageState.Outage), ShippedTexts.Of("en"), Now);

        Assert.Equal(
            [("america", Domain.Outages.Extent.Widespread), ("middle-east", Domain.Outages.Extent.Widespread), ("europe", Domain.Outages.Extent.Partial)],
            sentence.Segments.Where(segment => segment.Region is not null).Select(segment => (segment.Region!, segment.Extent)));
        Assert.Equal("Middle East", sentence.Segments.Single(segment => segment.Region == "middle-east").Text);
        Assert.Equal(SampleOutages.Start, sentence.Segments.Single(segment => segment.At is not null).At);
        Assert.Equal("Zoom", sentence.Segments.Single(segment => segment.IsService).Text);
    }

    [Theory]
    [InlineData(OutageState.Possible, "More people than usual report trouble with Zoom in America, the Middle East and Europe since 14:02 UTC. It may be nothing.", "Dalle 14:02 UTC più persone del solito segnalano problemi con Zoom in America, in Medio Oriente e in Europa. Potrebbe non essere nulla.")]
    [InlineData(OutageState.Recovering, "Zoom is coming back in America, the Middle East and Europe since 16:48 UTC. Reports are falling.", "Zoom sta tornando in America, in Medio Oriente e in Europa dalle 16:48 UTC. Le segnalazioni calano.")]
    [InlineData(OutageState.Resolved, "Zoom works again for most people. It lasted from 14:02 UTC to 19:10 UTC.", "Zoom funziona di nuovo per la maggior parte delle persone. È durato dalle 14:02 UTC alle 19:10 UTC.")]
    [InlineData(OutageState.Dismissed, "Reports about Zoom are back to usual. It was nothing.", "Le segnalazioni su Zoom sono tornate nella norma. Non era nulla.")]
    [InlineData(OutageState.Retracted, "We said that Zoom had trouble since 14:02 UTC. That was wrong, and we take it back.", "Avevamo indicato problemi con Zoom dalle 14:02 UTC. Era un errore e lo ritiriamo.")]
    public void Every_state_has_its_sentence(OutageState state, string english, string italian)
    {
        var outage = SampleOutages.Blackout(state);

        Assert.Equal(english, Of(outage, "en"));
        Assert.Equal(italian, Of(outage, "it"));
    }

    [Fact]
    public void Past_TellsWhereItWas() => Assert.Equal(
        "Many people in America and the Middle East, and some in Europe, could not use Zoom from 14:02 UTC to 19:10 UTC.",
        AnswerSentence.Past(SampleOutages.Blackout(OutageState.Resolved), ShippedTexts.Of("en"), Now).Text);

    [Theory]
    [InlineData("en", "Zoom: nothing unusual right now.", "Nothing unusual right now.", "Europe: nothing unusual right now.")]
    [InlineData("it", "Zoom: niente di insolito al momento.", "Niente di insolito al momento.", "Europa: niente di insolito al momento.")]
    public void Calm_SaysSo(string language, string service, string everywhere, string europe)
    {
        var texts = ShippedTexts.Of(language);

        Assert.Equal(service, AnswerSentence.Of(SampleBoards.Calm().Find("zoom")!, texts, Now).Text);
        Assert.Equal(everywhere, AnswerSentence.Calm(texts, Now).Text);
        Assert.Equal(europe, AnswerSentence.Calm(texts, Now, MacroRegions.Europe).Text);
    }

    [Theory]
    [InlineData("en", "Many people in America cannot use Zoom since 14:02 on 17 May UTC.")]
    [InlineData("it", "Molte persone in America non riescono a usare Zoom dalle 14:02 del 17 maggio UTC.")]
    public void Another_day_is_named(string language, string expected)
    {
        var outage = SampleOutages.Blackout(OutageState.Outage) with { Extent = [.. "WNNNN".Select(Extent)], Regions = [] };

        Assert.Equal(expected, AnswerSentence.Of(outage, ShippedTexts.Of(language), Now.AddDays(1)).Text);
    }

    private static string Of(OutageView outage, string language) => AnswerSentence.Of(outage, ShippedTexts.Of(language), Now).Text;

    private static OutageView InCountries(params string[] countries) => SampleOutages.Blackout(OutageState.Outage) with
    {
        Extent = [.. "NNPNN".Select(Extent)],
        Regions = [.. countries.Prepend(MacroRegions.Europe).Select(country => new OutageRegionView(country, StatusLevel.Outage, SampleOutages.Start, null, 50, 5))],
    };

    private static Extent Extent(char letter) => letter switch
    {
        'W' => Domain.Outages.Extent.Widespread,
        'P' => Domain.Outages.Extent.Partial,
        _ => Domain.Outages.Extent.None,
    };
}
