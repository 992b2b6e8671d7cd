using System.Globalization;
using System.Text;
using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;

namespace Reports.Web.Features.Home;

/// <summary>Finds services by name, alias or slug; small slips of the finger are forgiven, accents and case do not matter.</summary>
public static class ServiceSearch
{
    // A shorter word is too easily another word with one letter changed.
    private const int ShortestWithSlips = 4;
    private const int LettersPerSlip = 4;
    private const int LongestQuery = 80;
    private const int NoMatch = int.MaxValue, Whole = 0, Beginning = 1, WordBeginning = 2, Part = 3;

    /// <summary>
    /// Best first: same name, its beginning, that of a later word, any part. Only where there is none of these, what is left within a slip or two
    /// of a name or of its beginning. Equally good ones stay in the order given. What is longer than a query is cut as <see cref="Cut"/> does.
    /// </summary>
    public static IReadOnlyList<MonitoredService> Find(IEnumerable<MonitoredService> services, string query)
    {
        var wanted = Plain(Cut(query) ?? "");
        if (wanted.Length == 0)
        {
            return [];
        }

        var known = services.ToList();
        return Ranked(known, name => Rank(name, wanted)) is { Count: > 0 } found ? found : Ranked(known, name => Slips(Plain(name), wanted));
    }

    /// <summary>What somebody typed, trimmed and not too long, never through the middle of a character that takes two; null where that is nothing.</summary>
    public static string? Cut(string? query)
    {
        var text = query?.Trim() ?? "";
        return text.Length switch
        {
            0 => null,
            <= LongestQuery => text,
            _ => text[..(char.IsHighSurrogate(text[LongestQuery - 1]) ? LongestQuery - 1 : LongestQuery)],
        };
    }

    /// <summary>The one service that bears this very name.</summary>
    public static MonitoredService? Exactly(IEnumerable<MonitoredService> services, string query)
    {
        var wanted = Plain(query);
        return services.FirstOrDefault(service => Names(service).Any(name => string.Equals(Plain(name), wanted, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(MonitoredService service) => [service.Name, service.Slug, .. service.Aliases];

    private static List<MonitoredService> Ranked(IEnumerable<MonitoredService> services, Func<string, int> rank) => [.. services
        .Select(service => (Service: service, Rank: Names(service).Min(rank)))
        .Where(found => found.Rank < NoMatch)
        .OrderBy(found => found.Rank)
        .Select(found => found.Service)];

    private static int Rank(string name, string wanted)
    {
        var plain = Plain(name);
        if (plain.StartsWith(wanted, StringComparison.Ordinal))
        {
            return plain.Length == wanted.Length ? Whole : Beginning;
        }

        if (!plain.Contains(wanted, StringComparison.Ordinal))
        {
            return NoMatch;
        }

        var words = name.Split([' ', '-', '.', '&', '+'], StringSplitOptions.RemoveEmptyEntries);
        return words.Index().Any(word => Plain(string.Concat(words[word.Index..])).StartsWith(wanted, StringComparison.Ordinal)) ? WordBeginning : Part;
    }

    private static int Slips(string name, string wanted)
    {
        if (wanted.Length < ShortestWithSlips)
        {
            return NoMatch;
        }

        var (whole, beginning) = Distances(name, wanted);
        var most = Math.Max(1, wanted.Length / LettersPerSlip);
        return whole <= most ? whole : beginning <= most ? most + beginning : NoMatch;
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in PlainText.Normalize(text, NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(character));
            }
        }

        return plain.ToString();
    }

    /// <summary>Edits between the name, or that of its beginnings which is nearest, and what is wanted; two letters in the wrong order are one (optimal string alignment).</summary>
    private static (int Whole, int Beginning) Distances(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return (rows[left.Length, right.Length], Enumerable.Range(0, left.Length + 1).Min(i => rows[i, right.Length]));
    }
}
