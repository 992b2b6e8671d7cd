using System.Text;

namespace Reports.Pipeline.Intake;

/// <summary>
/// What people may write: whole characters, and of the control characters only tabs and line breaks. A database refuses some of the others, XML cannot
/// carry U+FFFE and U+FFFF, which are no characters.
/// </summary>
public static class PlainText
{
    private const char NoCharacter = '\ufffe';

    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || rune.Value is NoCharacter or NoCharacter + 1 || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Normalised, whatever was typed: halves of characters and U+FFFE, at which the framework throws, become U+FFFD.</summary>
    public static string Normalize(string text, NormalizationForm form)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 && !text.Contains(NoCharacter, StringComparison.Ordinal))
        {
            return text.Normalize(form);
        }

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.Value == NoCharacter ? Rune.ReplacementChar : rune);
        }

        return whole.ToString().Normalize(form);
    }
}
