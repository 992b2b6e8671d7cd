using System.Globalization;
using System.Text;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Comments;

/// <summary>
/// Finds what may be a link, an e-mail address or a phone number. It errs on the side of finding: what it finds only waits for a person to read
/// it, so a missing space after a full stop costs little and a phone number on a public page would cost much.
/// </summary>
public static class ContactDetails
{
    private const int FewestDigits = 7;
    private const int ShortestDomain = 2;

    public static bool MayBeIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = Plain(text);
        return plain.Contains('@', StringComparison.Ordinal) || plain.Contains("//", StringComparison.Ordinal) || HasDomain(plain) || HasNumber(plain);
    }

    /// <summary>Without the invisible characters and the look-alikes by which a guard is got round.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in PlainText.Normalize(text, NormalizationForm.FormKC))
        {
            if (char.GetUnicodeCategory(character) != UnicodeCategory.Format)
            {
                plain.Append(character is '\u3002' or '\u2024' ? '.' : character);
            }
        }

        return plain.ToString();
    }

    /// <summary>A dot with a letter or digit before it and two letters or more right after it.</summary>
    private static bool HasDomain(string text)
    {
        for (var i = 1; i < text.Length - ShortestDomain; i++)
        {
            if (text[i] == '.' && char.IsLetterOrDigit(text[i - 1]) && text.AsSpan(i + 1, ShortestDomain) is [var first, var second] && char.IsLetter(first) && char.IsLetter(second))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Seven digits or more with nothing between them but what people write inside a number; a time or a version has fewer.</summary>
    private static bool HasNumber(string text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            if (char.IsDigit(character))
            {
                digits++;
            }
            else if (!char.IsWhiteSpace(character) && character is not ('+' or '-' or '.' or '/' or '(' or ')' or '\u2010' or '\u2011' or '\u2013'))
            {
                digits = 0;
            }

            if (digits >= FewestDigits)
            {
                return true;
            }
        }

        return false;
    }
}
