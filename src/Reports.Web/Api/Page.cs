using System.Buffers.Text;
using System.Text;

namespace Reports.Web.Api;

/// <summary>A page of a list; <paramref name="Next"/> is opaque and goes into <c>page</c>.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The opaque marks between pages.</summary>
public static class PageMark
{
    public static string Write(string position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(position));

    /// <summary>The position that a mark names; null for what is no mark.</summary>
    public static string? Read(string mark)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(mark));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
