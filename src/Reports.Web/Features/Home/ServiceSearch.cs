using System.Globalization;
using System.Text;
using Reports.Domain.Catalog;

namespace Reports.Web.Features.Home;

/// <summary>Finds services by name, alias or slug; small slips of the finger are forgiven, accents and case do not matter.</summary>
public static class ServiceSearch
{
    // A shorter word is too easily another word with one letter changed.
    private const int ShortestWithSlips = 4;
    private const int LettersPerSlip = 4;

    /// <summary>Best first: same name, beginning, part, and what is left within a slip or two.</summary>
    public static IReadOnlyList<MonitoredService> Find(IEnumerable<MonitoredService> services, string query)
    {
        var wanted = Plain(query);
        return wanted.Length == 0 ? [] : [.. services
            .Select(service => (Service: service, Rank: Names(service).Min(name => Rank(Plain(name), wanted))))
            .Where(found => found.Rank < int.MaxValue)
            .OrderBy(found => found.Rank)
            .Select(found => found.Service)];
    }

    /// <summary>The one service that bears this very name.</summary>
    public static MonitoredService? Exactly(IEnumerable<MonitoredService> services, string query)
    {
        var wanted = Plain(query);
        return services.FirstOrDefault(service => Names(service).Any(name => string.Equals(Plain(name), wanted, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(MonitoredService service) => [service.Name, service.Slug, .. service.Aliases];

    private static int Rank(string name, string wanted)
    {
        if (name.StartsWith(wanted, StringComparison.Ordinal))
        {
            return name.Length == wanted.Length ? 0 : 1;
        }

        if (name.Contains(wanted, StringComparison.Ordinal))
        {
            return 2;
        }

        if (wanted.Length < ShortestWithSlips)
        {
            return int.MaxValue;
        }

        var distance = Distance(name, wanted);
        return distance <= Math.Max(1, wanted.Length / LettersPerSlip) ? 2 + distance : int.MaxValue;
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(character));
            }
        }

        return plain.ToString();
    }

    // Edits, where two letters in the wrong order are one (optimal string alignment).
    private static int Distance(string left, string right)
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

        return rows[left.Length, right.Length];
    }
}
