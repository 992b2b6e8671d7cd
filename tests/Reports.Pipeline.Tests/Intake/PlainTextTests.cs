using System.Text;
using CsCheck;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Tests.Intake;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", true), InlineData("two\r\n\tlines", true), InlineData("😀 ار", true), InlineData("\0", false), InlineData("\u0007", false), InlineData("\u0085", false), InlineData("\ufffd", false)]
    public void Characters_that_control_and_halves_of_characters_are_no_plain_text(string text, bool isPlain) => Assert.Equal(isPlain, PlainText.Is(text));

    [Fact]
    public void Plain_text_survives_a_database_and_the_search_for_contact_details() => Gen.String[0, 60].Sample(text =>
    {
        if (!PlainText.Is(text))
        {
            return true;
        }

        _ = ContactDetails.MayBeIn(text);
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text && !text.Contains('\0', StringComparison.Ordinal);
    }, iter: 20_000);
}
