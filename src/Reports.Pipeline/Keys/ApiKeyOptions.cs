using System.ComponentModel.DataAnnotations;

namespace Reports.Pipeline.Keys;

/// <summary>Settings under <c>Admin</c>.</summary>
public sealed class ApiKeyOptions
{
    public const string Section = "Admin";

    /// <summary>The first key, with every scope and no quota; it makes the others. 16 characters at least, for anybody may try; none by default.</summary>
    [RegularExpression(".{16,}", ErrorMessage = "Admin:BootstrapApiKey must have at least 16 characters.")]
    public string? BootstrapApiKey { get; set; }

    /// <summary>Lines of batches that a new key may send in a minute where its maker says nothing; 1 to 100,000,000, default 60,000.</summary>
    [Range(1, MostLinesPerMinute)]
    public int LinesPerMinute { get; set; } = 60_000;

    public const int MostLinesPerMinute = 100_000_000;
}
