using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>Hashes persons and networks of one partner, many in a row: the keys are set up once. For one thread.</summary>
/// <param name="source">Name of the partner: its ids never meet those of another.</param>
internal sealed class BatchHash(KeyPair keys, string source) : IDisposable
{
    private readonly IncrementalHash _today = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Today);
    private readonly IncrementalHash _before = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Before);
    private readonly byte[] _personPrefix = Encoding.UTF8.GetBytes($"batch-person\n{source}\n");
    private readonly byte[] _bodyPrefix = Encoding.UTF8.GetBytes($"batch-body\n{source}\n");
    private readonly byte[] _networkPrefix = Encoding.UTF8.GetBytes($"batch-network\n{source}\n");
    private byte[] _text = new byte[256];

    /// <summary>Of the key under which is hashed.</summary>
    public int Day => keys.Day;

    /// <summary>The names of a person, the same on every network, and of the network: one of the person's own, which begins as theirs, where none is told.</summary>
    /// <param name="reachesYesterday">Whether anybody asks for the names of the day before (<see cref="CommitTerms.ReachesYesterday(int)"/>); they are today's again where not.</param>
    public (Hashes Person, Hashes Network) Names(string id, string? network, bool reachesYesterday)
    {
        var person = Both(_personPrefix, id, reachesYesterday);
        var (today, before) = network is null ? person : Both(_networkPrefix, network, reachesYesterday);
        return (person, new Hashes(PersonNames.Network(today), PersonNames.Network(before)));
    }

    /// <summary>What tells a line that was sent before; nulls where it has no id.</summary>
    public (byte[]? Key, Hashes? Body) Receipt(BatchRow row) => row.Id is null
        ? (null, null)
        : (ReporterHash.Plain($"batch\n{source}\n{row.Id}"), Both(_bodyPrefix, $"{row.Submission.Fingerprint()}\n{row.OccurredAt.UtcTicks}\n{row.Reporter}\n{row.Network}", reachesYesterday: true));

    public void Dispose()
    {
        _today.Dispose();
        _before.Dispose();
    }

    private Hashes Both(byte[] prefix, string id, bool reachesYesterday)
    {
        var most = prefix.Length + Encoding.UTF8.GetMaxByteCount(id.Length);
        if (_text.Length < most)
        {
            _text = new byte[most];
        }

        prefix.CopyTo(_text, 0);
        var text = _text.AsSpan(0, prefix.Length + Encoding.UTF8.GetBytes(id, _text.AsSpan(prefix.Length)));
        var today = Of(_today, text);
        return new Hashes(today, reachesYesterday ? Of(_before, text) : today);
    }

    private static byte[] Of(IncrementalHash hash, ReadOnlySpan<byte> text)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.AppendData(text);
        hash.GetHashAndReset(whole);
        return whole[..PersonNames.Length].ToArray();
    }

    /// <summary>Under the key of today and of the day before.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Hashes(byte[] Today, byte[] Before);
}
