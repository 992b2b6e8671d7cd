using Reports.Web.Localization;

namespace Reports.Web.Tests.Pages;

public sealed class PluralRulesTests
{
    // From the CLDR plural rules, cardinals.
    [Theory]
    [InlineData("en", 0, "other"), InlineData("en", 1, "one"), InlineData("en", 2, "other")]
    [InlineData("de", 0, "other"), InlineData("de", 1, "one")]
    [InlineData("tr", 1, "one"), InlineData("tr", 5, "other")]
    [InlineData("it", 0, "other"), InlineData("it", 1, "one"), InlineData("it", 1_000_000, "many"), InlineData("it", 1_000_001, "other")]
    [InlineData("es", 1, "one"), InlineData("es", 2_000_000, "many")]
    [InlineData("fr", 0, "one"), InlineData("fr", 1, "one"), InlineData("fr", 2, "other"), InlineData("fr", 1_000_000, "many")]
    [InlineData("pt", 0, "one"), InlineData("pt", 1, "one"), InlineData("pt", 2, "other")]
    [InlineData("ar", 0, "zero"), InlineData("ar", 1, "one"), InlineData("ar", 2, "two"), InlineData("ar", 3, "few"), InlineData("ar", 10, "few")]
    [InlineData("ar", 11, "many"), InlineData("ar", 99, "many"), InlineData("ar", 100, "other"), InlineData("ar", 102, "other"), InlineData("ar", 103, "few")]
    public void Category_FollowsCldr(string language, long number, string category) =>
        Assert.Equal(category, PluralRules.Category(language, number));
}
