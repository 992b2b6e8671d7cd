using System.Security.Cryptography;
using System.Text;

namespace Reports.Pipeline.Keys;

/// <summary>
/// How a key is written: <c>rk_</c>, 256 random bits and a checksum of 32, in hexadecimal. The prefix lets scanners find a key that was published
/// by mistake; the checksum tells a typo from a key that nobody made.
/// </summary>
internal static class ApiKeyText
{
    private const string Prefix = "rk_";
    private const int SecretBytes = 32;
    private const int SumBytes = 4;

    public static string Make()
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return Prefix + Convert.ToHexStringLower(secret) + Convert.ToHexStringLower(SumOf(secret));
    }

    /// <summary>Written as a key of ours, without a mistake; in lower case, for the hash is of the letters as they were given out.</summary>
    public static bool IsWellFormed(string key)
    {
        if (key.Length != Prefix.Length + (2 * (SecretBytes + SumBytes)) || !key.StartsWith(Prefix, StringComparison.Ordinal) || !key.Skip(Prefix.Length).All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        var bytes = Convert.FromHexString(key.AsSpan(Prefix.Length));
        return bytes.AsSpan(SecretBytes).SequenceEqual(SumOf(bytes.AsSpan(0, SecretBytes)));
    }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static ReadOnlySpan<byte> SumOf(ReadOnlySpan<byte> secret) => SHA256.HashData(secret).AsSpan(0, SumBytes);
}
