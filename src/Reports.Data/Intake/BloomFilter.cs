namespace Reports.Data.Intake;

/// <summary>
/// A set of names, of which it says "not here" for certain and "here" at times of one that is not (Bloom, 1970). It grows part by part, each four times the
/// one before; the last one takes whatever comes, and is wrong the more often the fuller it gets. For one thread that adds, or for many once nobody does.
/// </summary>
/// <remarks>
/// Names must be random already, as keyed hashes are. In blocks of 512 bits (Putze, Sanders and Singler, 2007) a name sets one bit of each of the eight words,
/// so that it costs one line of the processor's cache a part. With <see cref="BitsPerName"/> bits a name, 21 names fall into a block and a strange name is "here" with a probability of
/// (1 − (1 − 1/64)²¹)⁸ = 0.004 %, 0.009 % with blocks that are fuller by chance, in each part. A whole group is asked about where one of its hundred names is "here".
/// </remarks>
internal sealed class BloomFilter
{
    private const int BitsPerName = 24;
    private const int WordsPerBlock = 8;

    /// <summary>128 KB, for 43,690 names.</summary>
    private const int FirstWords = 1 << 14;

    /// <summary>32 MB, for 11 million names.</summary>
    private const int MostWords = 1 << 22;

    private readonly List<ulong[]> _parts = [];
    private int _room;

    public void Add(UInt128 name)
    {
        if (_room == 0 && (_parts.Count == 0 || _parts[^1].Length < MostWords))
        {
            _parts.Add(new ulong[_parts.Count == 0 ? FirstWords : _parts[^1].Length * 4]);
            _room = _parts[^1].Length / BitsPerName * 64;
        }

        _room = Math.Max(0, _room - 1);
        var block = Block(_parts[^1], name);
        for (var word = 0; word < WordsPerBlock; word++)
        {
            block[word] |= Bit(name, word);
        }
    }

    /// <returns>False only where the name was never added.</returns>
    public bool MayContain(UInt128 name)
    {
        // The newest part has most of them.
        for (var part = _parts.Count - 1; part >= 0; part--)
        {
            if (IsIn(Block(_parts[part], name), name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(ReadOnlySpan<ulong> block, UInt128 name)
    {
        for (var word = 0; word < WordsPerBlock; word++)
        {
            if ((block[word] & Bit(name, word)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Span<ulong> Block(ulong[] part, UInt128 name) => part.AsSpan((int)((ulong)name % (ulong)(part.Length / WordsPerBlock)) * WordsPerBlock, WordsPerBlock);

    /// <summary>The upper half of a name has the bits, six each; the lower half chose the block.</summary>
    private static ulong Bit(UInt128 name, int word) => 1UL << (int)((ulong)(name >> 64) >> (6 * word));
}
