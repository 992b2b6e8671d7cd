namespace Reports.Domain.Catalog;

/// <summary>
/// The number under which a country or subdivision is stored. It is computed from the ISO code, so it needs no table and never changes:
/// all places of a country lie in one contiguous range, which makes "the country" a range query over its subdivisions.
/// </summary>
public readonly record struct PlaceId(int Value) : IComparable<PlaceId>
{
    /// <summary>Place numbers per country: a subdivision suffix has at most three characters out of 36, or none.</summary>
    public const int CountrySpan = 37 * 37 * 37;

    /// <summary>A report without a place; it counts for the world only.</summary>
    public static readonly PlaceId Unknown;

    public bool IsUnknown => Value == 0;

    public bool IsCountry => Value != 0 && Value % CountrySpan == 0;

    /// <summary>The country this place lies in; a country is its own.</summary>
    public PlaceId Country => new(Value - Value % CountrySpan);

    /// <summary>The same for all places of a country; 0 for unknown.</summary>
    public int CountryNumber => Value / CountrySpan;

    /// <summary>The greatest place number inside the country of this place.</summary>
    public PlaceId LastInCountry => new(Country.Value + CountrySpan - 1);

    /// <summary>Parses <c>IT</c> or <c>US-NY</c>; false for anything that is not of that form.</summary>
    public static bool TryParse(ReadOnlySpan<char> code, out PlaceId place)
    {
        place = Unknown;
        if (code.Length < 2 || !char.IsAsciiLetterUpper(code[0]) || !char.IsAsciiLetterUpper(code[1]))
        {
            return false;
        }

        var value = ((code[0] - 'A') * 26 + (code[1] - 'A') + 1) * CountrySpan;
        if (code.Length > 2)
        {
            if (code[2] != '-' || code.Length is < 4 or > 6)
            {
                return false;
            }

            var suffix = 0;
            foreach (var character in code[3..])
            {
                var digit = character switch
                {
                    >= '0' and <= '9' => character - '0' + 1,
                    >= 'A' and <= 'Z' => character - 'A' + 11,
                    _ => 0,
                };
                if (digit == 0)
                {
                    return false;
                }

                suffix = suffix * 37 + digit;
            }

            value += suffix;
        }

        place = new PlaceId(value);
        return true;
    }

    public static PlaceId Parse(ReadOnlySpan<char> code) =>
        TryParse(code, out var place) ? place : throw new FormatException($"'{code}' is not an ISO 3166 code.");

    public int CompareTo(PlaceId other) => Value.CompareTo(other.Value);

    public static bool operator <(PlaceId left, PlaceId right) => left.Value < right.Value;

    public static bool operator <=(PlaceId left, PlaceId right) => left.Value <= right.Value;

    public static bool operator >(PlaceId left, PlaceId right) => left.Value > right.Value;

    public static bool operator >=(PlaceId left, PlaceId right) => left.Value >= right.Value;

    /// <summary>The ISO code, or an empty string for <see cref="Unknown"/>.</summary>
    public override string ToString()
    {
        if (IsUnknown)
        {
            return "";
        }

        var country = Value / CountrySpan - 1;
        Span<char> text = stackalloc char[6];
        text[0] = (char)('A' + country / 26);
        text[1] = (char)('A' + country % 26);
        var suffix = Value % CountrySpan;
        if (suffix == 0)
        {
            return new string(text[..2]);
        }

        text[2] = '-';
        var length = suffix >= 37 * 37 ? 6 : suffix >= 37 ? 5 : 4;
        for (var i = length - 1; i >= 3; i--)
        {
            var digit = suffix % 37;
            text[i] = (char)(digit <= 10 ? '0' + digit - 1 : 'A' + digit - 11);
            suffix /= 37;
        }

        return new string(text[..length]);
    }
}
