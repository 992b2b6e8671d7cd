using System.Buffers.Binary;
using System.Text;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>As much of MessagePack as the connection of a circuit speaks.</summary>
internal static class BlazorPack
{
    /// <summary>A call of the other side, with its length before it.</summary>
    /// <param name="id">Null where no answer is wanted.</param>
    public static byte[] Call(string? id, string method, params object?[] arguments)
    {
        var bytes = new List<byte>();
        Write(bytes, new object?[] { 1L, new Dictionary<string, string>(), id, method, arguments, Array.Empty<object>() });
        var length = new List<byte>();
        for (var left = bytes.Count; ; left >>= 7)
        {
            length.Add((byte)((left & 127) | (left > 127 ? 128 : 0)));
            if (left <= 127)
            {
                return [.. length, .. bytes];
            }
        }
    }

    /// <summary>Takes the first message off; null where it is not there in full.</summary>
    public static object?[]? Take(List<byte> received)
    {
        int length = 0, head = 0;
        do
        {
            if (head >= received.Count)
            {
                return null;
            }

            length |= (received[head] & 127) << (7 * head);
        }
        while ((received[head++] & 128) != 0);
        if (received.Count < head + length)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = received.GetRange(head, length).ToArray();
        received.RemoveRange(0, head + length);
        return (object?[])Read(ref rest)!;
    }

    private static void Write(List<byte> to, object? value)
    {
        switch (value)
        {
            case null:
                to.Add(0xc0);
                break;
            case bool yes:
                to.Add((byte)(yes ? 0xc3 : 0xc2));
                break;
            case long number:
                to.Add(0xd3);
                to.AddRange(Bytes(number, 8));
                break;
            case string text:
                var encoded = Encoding.UTF8.GetBytes(text);
                to.Add(0xdb);
                to.AddRange(Bytes(encoded.Length, 4));
                to.AddRange(encoded);
                break;
            case Dictionary<string, string>:
                to.Add(0x80);
                break;
            case object?[] all:
                to.Add((byte)(0x90 + all.Length));
                Array.ForEach(all, one => Write(to, one));
                break;
            default:
                throw new ArgumentException($"No {value.GetType().Name} is sent.", nameof(value));
        }
    }

    private static object? Read(ref ReadOnlySpan<byte> from)
    {
        var kind = Next(ref from, 1)[0];
        return kind switch
        {
            < 0x80 => (long)kind,
            < 0x90 => Map(ref from, kind & 15),
            < 0xa0 => All(ref from, kind & 15),
            < 0xc0 => Text(ref from, kind & 31),
            0xc0 => null,
            0xc2 or 0xc3 => kind == 0xc3,
            0xc4 or 0xc5 or 0xc6 => Next(ref from, (int)Number(ref from, 1 << (kind - 0xc4))).ToArray(),
            0xcc or 0xcd or 0xce or 0xcf => Number(ref from, 1 << (kind - 0xcc)),
            0xd0 or 0xd1 or 0xd2 or 0xd3 => Number(ref from, 1 << (kind - 0xd0)),
            0xd9 or 0xda or 0xdb => Text(ref from, (int)Number(ref from, 1 << (kind - 0xd9))),
            0xdc or 0xdd => All(ref from, (int)Number(ref from, 2 << (kind - 0xdc))),
            >= 0xe0 => (long)(sbyte)kind,
            _ => throw new InvalidDataException($"{kind:x} is not read here."),
        };
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> from, int count)
    {
        var next = from[..count];
        from = from[count..];
        return next;
    }

    private static object?[] All(ref ReadOnlySpan<byte> from, int count)
    {
        var all = new object?[count];
        for (var i = 0; i < count; i++)
        {
            all[i] = Read(ref from);
        }

        return all;
    }

    private static object? Map(ref ReadOnlySpan<byte> from, int count)
    {
        All(ref from, 2 * count);
        return null;
    }

    private static string Text(ref ReadOnlySpan<byte> from, int count) => Encoding.UTF8.GetString(Next(ref from, count));

    /// <summary>Without its sign where it is shorter than eight bytes: none is sent here.</summary>
    private static long Number(ref ReadOnlySpan<byte> from, int bytes)
    {
        var number = 0L;
        foreach (var one in Next(ref from, bytes))
        {
            number = (number << 8) | one;
        }

        return number;
    }

    private static byte[] Bytes(long number, int count)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes[^count..];
    }
}
