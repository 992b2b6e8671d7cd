using Reports.Web.Localization;

namespace Reports.Web.Tests.Pages;

/// <summary>The shipped languages, strict: a missing text fails the test that meets it.</summary>
internal static class ShippedTexts
{
    public static Languages All { get; } = Languages.Load(strict: true);

    public static Texts Of(string language) => All.Find(language) ?? throw new ArgumentException($"'{language}' is not shipped.", nameof(language));
}
