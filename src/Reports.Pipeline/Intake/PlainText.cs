using System.Text;

namespace Reports.Pipeline.Intake;

/// <summary>What people may write: whole characters, and of the control characters only tabs and line breaks. A database refuses some of the others.</summary>
public static class PlainText
{
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
            {
                return false;
            }
        }

        return true;
    }
}
