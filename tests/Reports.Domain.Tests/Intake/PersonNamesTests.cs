using Reports.Domain.Intake;

namespace Reports.Domain.Tests.Intake;

public sealed class PersonNamesTests
{
    private static readonly byte[] Hash = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Fact]
    public void A_network_is_the_first_half_of_its_hash() => Assert.Equal("01020304050607080000000000000000", Convert.ToHexString(PersonNames.Network(Hash)));

    [Fact]
    public void A_person_begins_with_the_network()
    {
        var network = PersonNames.Network(Hash);
        var person = PersonNames.PersonOn(network, [9, 9, 9, 9, 9, 9, 9, 9, 1]);

        Assert.Equal("01020304050607080909090909090909", Convert.ToHexString(person));
        Assert.True(PersonNames.IsOn(person, network));
        Assert.False(PersonNames.IsOn(person, PersonNames.Network([1, 2, 3, 4, 5, 6, 7, 9])));
        Assert.Equal(network, PersonNames.Network(person));
    }

    /// <summary>As both databases order them.</summary>
    [Fact]
    public void All_on_a_network_lie_between_its_name_and_the_last()
    {
        var network = PersonNames.Network(Hash);
        var last = PersonNames.LastOn(network);
        foreach (var hash in new byte[][] { [0, 0, 0, 0, 0, 0, 0, 0], [255, 255, 255, 255, 255, 255, 255, 255], Hash })
        {
            var person = PersonNames.PersonOn(network, hash);
            Assert.True(person.AsSpan().SequenceCompareTo(network) >= 0 && person.AsSpan().SequenceCompareTo(last) <= 0);
        }

        Assert.True(PersonNames.PersonOn([1, 2, 3, 4, 5, 6, 7, 9], Hash).AsSpan().SequenceCompareTo(last) > 0);
        Assert.True(PersonNames.PersonOn([1, 2, 3, 4, 5, 6, 7, 7], [255, 255, 255, 255, 255, 255, 255, 255]).AsSpan().SequenceCompareTo(network) < 0);
    }
}
