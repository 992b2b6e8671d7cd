namespace Reports.Pipeline.Places;

/// <summary>A city of the shipped list.</summary>
/// <param name="Id">GeoNames' number, which stays when names change.</param>
/// <param name="Name">GeoNames' name, in Latin letters.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Subdivision">ISO 3166-2 where the catalogue knows it.</param>
/// <param name="Latitude">Of its middle, degrees north.</param>
/// <param name="Longitude">Of its middle, degrees east.</param>
/// <param name="LocalNames">By language, where it is called otherwise.</param>
public sealed record City(int Id, string Name, string Country, string? Subdivision, double Latitude, double Longitude, IReadOnlyDictionary<string, string> LocalNames)
{
    public string NameIn(string language) => LocalNames.GetValueOrDefault(language, Name);

    public bool Equals(City? other) => other is not null && other.Id == Id;

    public override int GetHashCode() => Id;
}
