using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Reports.Domain.Intake;

/// <summary>
/// Makes ids of reports: UUIDs of version 7 (RFC 9562, 5.7), 48 bits of the instant in milliseconds, 26 that count on (6.2, method 1) and 48 of chance. Partners tell whole seconds, of which many reports are: by
/// chance alone they would come in no order, and each would change another page of an index. The system is asked for the chance of many ids at once, and the count begins anywhere. Safe for all threads.
/// </summary>
public static class ReportIds
{
    private const int Length = 16, ChanceLength = 6, AtOnce = 256 * ChanceLength;

    /// <summary>Of the 26 bits those of the second part, behind the variant; the first has the 12 behind the version.</summary>
    private const int LowBits = 14;

    private static int _count = RandomNumberGenerator.GetInt32(int.MaxValue);

    [ThreadStatic]
    private static byte[]? _chance;

    [ThreadStatic]
    private static int _used;

    /// <param name="at">1970 or later.</param>
    public static Guid New(DateTimeOffset at)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds, nameof(at));
        if (_chance is null || _used == AtOnce)
        {
            _chance = RandomNumberGenerator.GetBytes(AtOnce);
            _used = 0;
        }

        var count = (uint)Interlocked.Increment(ref _count);
        Span<byte> id = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(id, (milliseconds << 16) | 0x7000 | ((count >> LowBits) & 0x0FFF));
        BinaryPrimitives.WriteUInt16BigEndian(id[8..], (ushort)(0x8000 | (count & ((1 << LowBits) - 1))));
        _chance.AsSpan(_used, ChanceLength).CopyTo(id[^ChanceLength..]);
        _used += ChanceLength;
        return new Guid(id, bigEndian: true);
    }
}
