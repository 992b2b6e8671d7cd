namespace Reports.Web.Localization;

/// <summary>The cardinal plural categories of CLDR for whole numbers, in the languages the product can speak.</summary>
public static class PluralRules
{
    /// <summary>The category of <paramref name="number"/> in <paramref name="language"/>: zero, one, two, few, many or other.</summary>
    public static string Category(string language, long number)
    {
        var n = Math.Abs(number);
        return language switch
        {
            "ar" => Arabic(n),
            "fr" or "pt" when n <= 1 => "one",
            "it" or "es" when n == 1 => "one",
            "it" or "es" or "fr" or "pt" => n != 0 && n % 1_000_000 == 0 ? "many" : "other",
            _ => n == 1 ? "one" : "other",
        };
    }

    /// <summary>The ordinal category of a day of the month, as far as a text turns on it: in Italian "l'8" and "l'11" where others are "il 9".</summary>
    public static string Ordinal(string language, int day) => language is "it" && day is (8 or 11) ? "many" : "other";

    /// <summary>
    /// The categories a text in <paramref name="language"/> must have. The Romance "many" (whole millions) may be left out: "other" stands in.
    /// </summary>
    public static IReadOnlyList<string> Required(string language) =>
        string.Equals(language, "ar", StringComparison.Ordinal) ? ["zero", "one", "two", "few", "many", "other"] : ["one", "other"];

    private static string Arabic(long n) => n switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ => (n % 100) switch
        {
            >= 3 and <= 10 => "few",
            >= 11 => "many",
            _ => "other",
        },
    };
}
