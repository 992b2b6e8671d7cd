using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Widget;
using Reports.Web.Localization;

namespace Reports.Web.Tests.Widget;

public sealed class EmbedViewTests
{
    private static readonly Languages Languages = Languages.Load(strict: true);
    private static readonly Texts English = Languages.For("en");
    private static readonly Texts Italian = Languages.For("it");

    [Fact]
    public void Of_World_SaysWhatThePageSays()
    {
        var board = SampleBoards.Blackout();
        var view = EmbedView.Of(board, "zoom", null, English)!;

        Assert.Equal(AnswerSentence.Of(board.Find("zoom")!, English, board.At).Text, view.Sentence);
        Assert.Equal("America and Middle East, some of Europe", view.Places);
        Assert.Equal(5, view.Parts.Count);
        Assert.Equal(Extent.Widespread, view.Parts[0].Extent);
        Assert.Equal("as usual", view.Parts[3].Word);
    }

    [Fact]
    public void Of_Country_NarrowsTheSentenceAndTheNumbers()
    {
        var view = EmbedView.Of(SampleBoards.Blackout(), "zoom", "US", English)!;

        Assert.StartsWith("Many people in the United States cannot use Zoom", view.Sentence, StringComparison.Ordinal);
        Assert.Equal(StatusLevel.Outage, view.Level);
        Assert.True(view.Numbers.Reports < EmbedView.Of(SampleBoards.Blackout(), "zoom", null, English)!.Numbers.Reports);
        Assert.Empty(view.Parts);
    }

    [Fact]
    public void Of_MacroRegion_ListsItsCountries()
    {
        var view = EmbedView.Of(SampleBoards.Blackout(), "zoom", "america", English)!;

        Assert.StartsWith("Many people in America cannot use Zoom", view.Sentence, StringComparison.Ordinal);
        Assert.Contains("United States", view.Parts.Select(part => part.Name));
        Assert.All(view.Parts, part => Assert.DoesNotContain(part.Region, new[] { "GB", "SA" }));
    }

    [Theory]
    [InlineData("IT", "Zoom: più segnalazioni del solito in Italia, nessun allarme.")]
    [InlineData("NZ", "Zoom: niente di insolito in Nuova Zelanda al momento.")]
    public void Of_CountryThatIsNotFlagged_SaysWhatIsSeenThere(string country, string sentence) =>
        Assert.Equal(sentence, EmbedView.Of(SampleBoards.Blackout(), "zoom", country, Italian)!.Sentence);

    [Theory]
    [InlineData("nope", null)]
    [InlineData("zoom", "atlantis")]
    [InlineData("zoom", "ZZ")]
    public void Of_Unknown_IsNull(string slug, string? region) => Assert.Null(EmbedView.Of(SampleBoards.Blackout(), slug, region, English));

    [Fact]
    public void Of_SimulatedBoard_SaysThatItIsInvented()
    {
        var view = EmbedView.Of(SampleBoards.Blackout(simulated: true), "zoom", null, English)!;

        Assert.StartsWith("Simulated: ", view.Sentence, StringComparison.Ordinal);
        Assert.Equal("Simulated: Zoom", Badge.Of(view, English).Label);
        Assert.True(WidgetData.Of(view, English, "https://reports.example/services/zoom").Simulated);
    }

    [Fact]
    public void Of_EveryRegionOfEveryBoard_HasItsTextsInEveryLanguage()
    {
        foreach (var board in new[] { SampleBoards.Calm(), SampleBoards.Blackout(), SampleBoards.Recovering(), SampleBoards.Resolved() })
        {
            foreach (var (status, texts) in board.Services.SelectMany(status => Languages.Shipped.Select(texts => (status, texts))))
            {
                foreach (var region in status.MacroRegions.Concat(status.Countries).Append(status.World))
                {
                    var view = EmbedView.Of(board, status.Service.Slug, region.Region, texts)!;
                    Assert.DoesNotContain('{', view.Sentence + view.Places + view.Reports + Badge.Of(view, texts).Message);
                }
            }
        }
    }
}
