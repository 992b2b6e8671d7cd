using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Reports.Data.Tables;

/// <summary>An API key, of which only the hash is kept. Revoked ones stay, so that the list tells when.</summary>
public sealed class ApiKeyRow
{
    public const int LongestName = 100;

    public Guid Id { get; init; }

    /// <summary>Of the partner: keys of one name send reports of the same people.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key. A slow hash protects what can be guessed; nobody guesses 256 random bits, and every request would pay for it.</summary>
    public required byte[] Hash { get; init; }

    /// <summary><see cref="Reports.Domain.Keys.ApiScopes"/>.</summary>
    public short Scopes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Day since the Unix epoch; null where it was never used.</summary>
    public int? LastUsedDay { get; init; }

    /// <summary>Lines of batches that it may send in a minute.</summary>
    public int LinesPerMinute { get; init; }
}

internal sealed class KeyTables : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        // No index: the few rows are read all at once.
        builder.ToTable("api_keys");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(ApiKeyRow.LongestName);
    }
}
