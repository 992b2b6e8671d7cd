using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Reports.Web.Localization;

/// <summary>
/// The languages of the product: one folder of JSON files each (<c>Texts/it/*.json</c>), found in the assembly, so that a new language needs
/// no code. Immutable; safe for all threads.
/// </summary>
public sealed class Languages
{
    public const string Default = "en";
    private const string Prefix = "Reports.Web.Texts.";

    private Languages(IReadOnlyList<Texts> shipped) => Shipped = shipped;

    /// <summary>English first, the others by code.</summary>
    public IReadOnlyList<Texts> Shipped { get; }

    /// <param name="strict">Throw on a missing text instead of showing the English one.</param>
    public static Languages Load(bool strict)
    {
        var assembly = typeof(Languages).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .GroupBy(name => name[Prefix.Length..].Split('.')[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Merge(group), StringComparer.Ordinal);
        var first = new Texts(Default, files[Default], fallback: null, strict);
        var others = files.Keys.Where(code => !string.Equals(code, Default, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new Languages([first, .. others.Select(code => new Texts(code, files[code], first, strict))]);

        Dictionary<string, string> Merge(IEnumerable<string> names)
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                using var stream = assembly.GetManifestResourceStream(name)
                    ?? throw new FileNotFoundException($"The assembly carries no {name}.", name);
                foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream) ?? [])
                {
                    if (!texts.TryAdd(key, text))
                    {
                        throw new InvalidDataException($"{name} repeats the text '{key}'.");
                    }
                }
            }

            return texts;
        }
    }

    public Texts? Find(string? language) => Shipped.FirstOrDefault(texts => string.Equals(texts.Language, language, StringComparison.Ordinal));

    /// <summary>The texts in <paramref name="language"/>; English where it is not shipped.</summary>
    public Texts For(string? language) => Find(language) ?? Shipped[0];

    /// <summary>The language of a request: <paramref name="language"/> from its address where given, else the one its reader prefers.</summary>
    public Texts For(HttpRequest request, string? language = null) => Find(language) ?? Negotiate(request.Headers.AcceptLanguage);

    /// <summary>The shipped language that an <c>Accept-Language</c> header ranks highest; a region ("it-CH") does not matter.</summary>
    public Texts Negotiate(IList<string> acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var wishes))
        {
            return Shipped[0];
        }

        return wishes
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => Find(wish.Value.ToString().Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(texts => texts is not null) ?? Shipped[0];
    }
}
