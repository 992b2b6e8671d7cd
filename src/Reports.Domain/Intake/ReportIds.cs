using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Reports.Domain.Intake;

/// <summary>
/// Makes ids of reports: UUIDs of version 7 (RFC 9562, 5.7), 48 bits of the instant in milliseconds and 74 of chance, as <see cref="Guid.CreateVersion7(DateTimeOffset)"/> makes them. That one
/// asks the system for the chance of each, which takes longer than all else; here a thread asks for that of many, and keeps what is left:
/// nobody sees whether it came from there. Safe for all threads.
/// </summary>
public static class ReportIds
{
    private const int Length = 16, AtOnce = 256 * Length;

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

        var id = _chance.AsSpan(_used, Length);
        _used += Length;
        BinaryPrimitives.WriteInt64BigEndian(id, (milliseconds << 16) | BinaryPrimitives.ReadUInt16BigEndian(id[6..]));
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }
}
