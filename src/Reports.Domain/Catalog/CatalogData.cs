using System.Text.Json;

namespace Reports.Domain.Catalog;

/// <summary>The data files that ship inside this assembly.</summary>
internal static class CatalogData
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Stream Open(string file) =>
        typeof(CatalogData).Assembly.GetManifestResourceStream($"Reports.Domain.Catalog.Data.{file}")
        ?? throw new FileNotFoundException($"The assembly carries no {file}.", file);
}
