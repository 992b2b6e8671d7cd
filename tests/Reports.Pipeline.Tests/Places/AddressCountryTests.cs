using System.Net;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Tests.Places;

public sealed class AddressCountryTests : IDisposable
{
    private readonly AddressCountry _addresses = new();

    public void Dispose() => _addresses.Dispose();

    [Theory]
    [InlineData("81.2.69.142", "GB")]
    [InlineData("::ffff:81.2.69.142", "GB")]
    [InlineData("151.100.101.1", "IT")]          // Sapienza, Rome
    [InlineData("18.9.22.69", "US")]             // MIT
    [InlineData("133.11.0.1", "JP")]             // University of Tokyo
    [InlineData("2001:760::1", "IT")]            // GARR
    [InlineData("2001:630::1", "GB")]            // Janet
    public void Find_APublicAddress_NamesItsCountry(string address, string country) =>
        Assert.Equal(country, _addresses.Find(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("2001:db8::1")]
    [InlineData("203.0.113.7")]
    public void Find_AnAddressOfNobody_IsNull(string address) => Assert.Null(_addresses.Find(IPAddress.Parse(address)));

    [Fact]
    public void Find_FromManyThreads_AnswersAsFromOne()
    {
        var addresses = Enumerable.Range(0, 20_000).Select(i => new IPAddress([(byte)(1 + i % 222), (byte)(i * 7), (byte)(i * 13), 1])).ToArray();

        var together = addresses.AsParallel().AsOrdered().Select(_addresses.Find).ToArray();

        Assert.Equal(addresses.Select(_addresses.Find), together, StringComparer.Ordinal);
    }

    [Fact]
    public void New_WithAPathThatIsNotThere_Throws() =>
        Assert.Throws<FileNotFoundException>(() => new AddressCountry(Path.Combine(AppContext.BaseDirectory, "none.mmdb")));
}
