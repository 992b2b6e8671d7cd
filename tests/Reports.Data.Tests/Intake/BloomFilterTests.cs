using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Reports.Data.Intake;

namespace Reports.Data.Tests.Intake;

public sealed class BloomFilterTests
{
    [Fact]
    public void What_was_added_is_never_denied() => Gen.ULong.Array[0, 200_000].Sample(
        seeds =>
        {
            var filter = new BloomFilter();
            foreach (var seed in seeds)
            {
                filter.Add(Name(seed));
            }

            return Array.TrueForAll(seeds, seed => filter.MayContain(Name(seed)));
        },
        iter: 5);

    [Fact]
    public void An_empty_one_has_nothing() => Assert.False(new BloomFilter().MayContain(Name(1)));

    /// <summary>As full as each part gets before the next one, and in the middle of one.</summary>
    [Theory, InlineData(43_690), InlineData(218_450), InlineData(500_000)]
    public void Three_of_ten_thousand_strangers_are_taken_for_known_at_most(int names)
    {
        var filter = new BloomFilter();
        for (ulong i = 0; i < (ulong)names; i++)
        {
            filter.Add(Name(i));
        }

        const int Strangers = 100_000;
        var taken = Enumerable.Range(0, Strangers).Count(i => filter.MayContain(Name(ulong.MaxValue - (ulong)i)));
        Assert.InRange(taken, 1, 3 * Strangers / 10_000);
    }

    private static UInt128 Name(ulong seed)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, seed);
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(bytes));
    }
}
