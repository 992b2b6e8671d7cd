using CsCheck;

namespace Reports.Web.Tests;

/// <summary>What strangers send, in all sizes. A failing test names the seed with which CsCheck makes the same again (<c>CsCheck_Seed</c>).</summary>
internal static class Hostile
{
    private static readonly string[] Sharp =
    [
        "", " ", "null", "NaN", "-1", "0", "2147483648", "99999999999999999999", "1e999", "true", "[]", "{}", "'", "\"", "\\", "<script>", "%", "%00", "%ff", "%F0%9F", "%ED%A0%80", "\0", "\u0001", "\ud800", "\udfff\ud800",
        "\ufffe", "\ufeff", "\u202e", "zoom", "ZOOM", "world", "europe", "IT", "it", "US-NY", "IT-99", "24h", "2026-05-17", "2026-05-17T14:02:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
        "6053-01-23T02:07:00Z", "6053-01-23", "1970-01-01", "1m", "5m", "open", "outage", "MQ", "bm8gbWFyaw", "//evil.example", "http://[::1", "http://localhost/services/zoom", "http://localhost/outages/0", "..", "../../etc/passwd",
    ];

    public static Gen<string> Text { get; } = Gen.Frequency((3, Gen.OneOf(Sharp)), (2, Gen.String[Gen.Char[' ', '~'], 0, 40]), (2, Gen.String[0, 40]), (1, Gen.Char.Select(character => new string(character, 5000))));

    /// <summary>Of people of a private network, of whom no country is known.</summary>
    public static Gen<string> Address { get; } = Gen.Int[0, 0xffffff].Select(number => $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}");

    /// <summary>What <paramref name="good"/> becomes when a few bytes are lost, turned or put in, or what is no such thing at all.</summary>
    public static Gen<byte[]> Bytes(Gen<byte[]> good) => Gen.Frequency(
        (1, Gen.Byte.Array[0, 200]),
        (1, Gen.Select(good, Gen.Int[0, 100]).Select((bytes, part) => bytes[..(bytes.Length * part / 100)])),
        (4, Gen.Select(good, Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9999], Gen.Byte).Array[1, 4]).Select((bytes, slips) => slips.Aggregate(bytes, Slip))));

    private static byte[] Slip(byte[] bytes, (int Kind, int At, byte Value) slip)
    {
        var at = bytes.Length == 0 ? 0 : slip.At % bytes.Length;
        return slip.Kind switch
        {
            0 => [.. bytes[..at], slip.Value, .. bytes[at..]],
            1 => [.. bytes[..at], .. bytes.Skip(at + 1)],
            _ => [.. bytes[..at], slip.Value, .. bytes.Skip(at + 1)],
        };
    }
}
