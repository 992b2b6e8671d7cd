using System.Security.Cryptography;
using System.Text;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>The key of a day and of the day before. Hashes are 16 bytes of HMAC-SHA-256 of a value and of what it is, which keeps those of different things apart. Safe for all threads.</summary>
#pragma warning disable CA1001 // Whoever hashes at midnight still uses the pair of the day before: what it holds goes with it.
public sealed class KeyPair(int day, byte[] today, byte[] before)
#pragma warning restore CA1001
{
    /// <summary>To set up a key takes longer than to hash, so each thread does it once a day.</summary>
    private readonly ThreadLocal<IncrementalHash> _today = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, today)), _before = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, before));

    public int Day => day;

    public byte[] Today => today;

    public byte[] Before => before;

    public byte[] Hash(string purpose, string value) => Hash(_today.Value!, purpose, value);

    /// <summary>Under the key of the day before.</summary>
    public byte[] HashBefore(string purpose, string value) => Hash(_before.Value!, purpose, value);

    private static byte[] Hash(IncrementalHash hash, string purpose, string value)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.AppendData(Encoding.UTF8.GetBytes($"{purpose}\n{value}"));
        hash.GetHashAndReset(whole);
        return whole[..PersonNames.Length].ToArray();
    }
}
