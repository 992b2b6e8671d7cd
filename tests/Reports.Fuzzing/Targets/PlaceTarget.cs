using System.Buffers.Binary;
using System.Net;
using System.Text;
using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;

namespace Reports.Fuzzing.Targets;

/// <summary>
/// Coordinates, codes and addresses. The first byte says whether two numbers of eight bytes follow, or two of four bytes that are stretched over the
/// Earth and a little beyond; the rest is a code, or an address.
/// </summary>
internal sealed class PlaceTarget : FuzzTarget
{
    private const double Beyond = 1.01;
    private readonly PlaceLocator _locator = new();
    private readonly CityNames _cities = new();
    private readonly Func<IPAddress, string?> _countryOf = new AddressCountry().Find;

    protected override IEnumerable<byte[]> Ordinary =>
    [
        Input(45.46, 9.19, "IT-25"), Input(double.NaN, 9.19, "IT"), Input(40.76, -73.99, "8.8.8.8"), Input(30, -40, "2001:4860:4860::8888"), Input(-90, 180, "::ffff:8.8.8.8"), [0, 1, 2, 3, 4, 5, 6, 7, 8],
    ];

    public override void Give(byte[] input)
    {
        var (latitude, longitude, rest) = Read(input);
        var found = _locator.Locate(latitude, longitude);
        if (found is { } place)
        {
            Promise(double.Abs(latitude) <= 90 && double.Abs(longitude) <= 180);
            Promise(RegionCatalog.Instance.FindCountry(place.Country) is not null);
            Promise(place.Subdivision is null || RegionCatalog.Instance.FindSubdivision(place.Subdivision)?.Place.Country == PlaceId.Parse(place.Country));
            Promise(_cities.Near(latitude, longitude, place.Country) is not { } city || city.Country == place.Country);
        }

        var text = Encoding.UTF8.GetString(rest);
        if (PlaceId.TryParse(text, out var id))
        {
            Promise(id.ToString() == text);
            Promise(id.Country.ToString() == text[..2]);
        }

        _ = RegionCatalog.Instance.IsRegion(text);
        if (IPAddress.TryParse(text, out var address))
        {
            Promise(_countryOf(address) is null or { Length: 2 });
            Promise(ReporterHash.NetworkOf(address).Length > 0);
        }
    }

    private static (double Latitude, double Longitude, byte[] Text) Read(byte[] input)
    {
        if (input.Length >= 17 && (input[0] & 1) == 1)
        {
            return (BinaryPrimitives.ReadDoubleLittleEndian(input.AsSpan(1)), BinaryPrimitives.ReadDoubleLittleEndian(input.AsSpan(9)), input[17..]);
        }

        return input.Length >= 9
            ? (Part(input.AsSpan(1)) * 90, Part(input.AsSpan(5)) * 180, input[9..])
            : (double.NaN, double.NaN, input);
    }

    private static double Part(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / (double)int.MaxValue * Beyond;

    private static byte[] Input(double latitude, double longitude, string text) =>
        [1, .. BitConverter.GetBytes(latitude), .. BitConverter.GetBytes(longitude), .. Encoding.UTF8.GetBytes(text)];
}
