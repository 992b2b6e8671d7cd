namespace Reports.Domain.Intake;

/// <summary>
/// Names of persons and networks, 16 bytes made of keyed hashes. A network's is the first half of its hash and zeros. The name of a person who is known by network and browser alone begins with that
/// of the network, so that one row says of both that they were counted; any other is a hash of the person's id.
/// </summary>
/// <remarks>Eight bytes tell networks apart: among ten million of one service two are alike with a probability of 3 in a million (n² / 2⁶⁵).</remarks>
public static class PersonNames
{
    public const int Length = 16;
    private const int NetworkLength = 8;

    /// <param name="hash">At least 8 bytes.</param>
    public static byte[] Network(ReadOnlySpan<byte> hash)
    {
        var name = new byte[Length];
        hash[..NetworkLength].CopyTo(name);
        return name;
    }

    /// <param name="network">Its name.</param>
    /// <param name="hash">Of the person, at least 8 bytes.</param>
    public static byte[] PersonOn(ReadOnlySpan<byte> network, ReadOnlySpan<byte> hash)
    {
        var name = Network(network);
        hash[..(Length - NetworkLength)].CopyTo(name.AsSpan(NetworkLength));
        return name;
    }

    public static bool IsOn(ReadOnlySpan<byte> person, ReadOnlySpan<byte> network) => person[..NetworkLength].SequenceEqual(network[..NetworkLength]);

    /// <summary>The last name, in the order of the databases, of a person on a network; the network's own name is the first.</summary>
    public static byte[] LastOn(ReadOnlySpan<byte> network)
    {
        var name = Network(network);
        name.AsSpan(NetworkLength).Fill(byte.MaxValue);
        return name;
    }
}
