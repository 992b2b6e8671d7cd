namespace Reports.Pipeline.Places;

/// <summary>Settings under <c>Places</c>.</summary>
public sealed class PlaceOptions
{
    public const string Section = "Places";

    /// <summary>Path of a country database in MaxMind's format; null for the table shipped with the product.</summary>
    public string? AddressDatabase { get; set; }
}
