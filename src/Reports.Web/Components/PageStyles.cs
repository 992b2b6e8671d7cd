using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Reports.Web.Components;

/// <summary>The style sheets of the pages, written into them so that the first paint waits for no second request, and allowed by their hashes alone.</summary>
public static class PageStyles
{
    private const string Folder = "Reports.Web.Styles.", Suffix = ".css";
    private static readonly FrozenDictionary<string, string> Sheets = typeof(PageStyles).Assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(resource => resource[Folder.Length..^Suffix.Length], Read, StringComparer.Ordinal);

    /// <summary>What a policy allows: the hash of each sheet, as <c>style-src</c> has it.</summary>
    public static string Sources { get; } = string.Join(' ', Sheets.OrderBy(sheet => sheet.Key, StringComparer.Ordinal).Select(sheet => sheet.Value).Select(css => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)))}'"));

    /// <summary>One element for each sheet: <c>Styles/{name}.css</c>.</summary>
    public static MarkupString Of(params IEnumerable<string> names) => new(string.Concat(names.Select(name => $"<style>{Sheets[name]}</style>")));

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PageStyles).Assembly.GetManifestResourceStream(resource)!);

        // A browser reads every line end as one character, and would find another hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
