using System.Text;
using CsCheck;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Tests.Intake;

public sealed class PlainTextTests
{
    private static readonly CityNames Cities = new();

    /// <summary>Letters for the most part, among them what is a character only with its neighbour, or none.</summary>
    private static readonly Gen<string> Texts = Gen.String[Gen.Frequency(
        (6, Gen.Char[' ', '~']), (3, Gen.Char['\u00a0', '\ud7ff']), (1, Gen.Char), (1, Gen.OneOf('\0', '\n', '\ud83d', '\ude00', '\ufffe', '\uffff', '\ufeff', '\u0301'))), 0, 12];

    [Theory]
    [InlineData("", true), InlineData("two\r\n\tlines", true), InlineData("😀 ار", true), InlineData("\0", false), InlineData("\u0007", false), InlineData("\u0085", false), InlineData("\ufffd", false), InlineData("a\ufffe", false), InlineData("\uffff", false)]
    public void Characters_that_control_and_halves_of_characters_are_no_plain_text(string text, bool isPlain) => Assert.Equal(isPlain, PlainText.Is(text));

    [Fact]
    public void Any_text_can_be_normalized_and_what_was_no_character_is_seen() => Texts.Sample(text =>
    {
        var normal = PlainText.Normalize(text, NormalizationForm.FormKC);
        return normal.IsNormalized(NormalizationForm.FormKC) && (!PlainText.Is(text) || normal == text.Normalize(NormalizationForm.FormKC));
    }, iter: 20_000);

    [Fact]
    public void Any_text_can_be_searched_for_contact_details_and_for_a_city() => Texts.Sample(text =>
    {
        _ = ContactDetails.MayBeIn(text);
        return Cities.Find(text, "SM", 1).Count <= 1;
    }, iter: 2_000);

    [Fact]
    public void Plain_text_is_written_and_read_as_it_was() => Texts.Sample(
        text => !PlainText.Is(text) || (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text && !text.Contains('\0', StringComparison.Ordinal)), iter: 20_000);
}
