using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reports.Domain.Intake;

namespace Reports.Data.Tables;

/// <summary>A stored report; its instant is in its id. Kept 30 days.</summary>
public sealed class ReportRow
{
    public int ServiceId { get; init; }

    public int Minute { get; init; }

    public Guid Id { get; init; }

    public int PlaceId { get; init; }

    public short Kind { get; init; }

    public short ProblemId { get; init; }

    public bool Counted { get; init; }
}

/// <summary>What a person wrote with a report, as plain text.</summary>
public sealed class CommentRow
{
    public int ServiceId { get; init; }

    public Guid ReportId { get; init; }

    public int Minute { get; init; }

    public required string Text { get; init; }

    /// <summary>A <see cref="Reports.Domain.Intake.CommentState"/>.</summary>
    public short State { get; init; }

    /// <summary>Primary subtag of the language it is said to be in; null where nobody said.</summary>
    public string? Language { get; init; }
}

/// <summary>Remembers for 24 hours which report an idempotency key made.</summary>
public sealed class ReceiptRow
{
    public int ServiceId { get; init; }

    public required byte[] KeyHash { get; init; }

    public required byte[] BodyHash { get; init; }

    public Guid ReportId { get; init; }

    public bool Counted { get; init; }

    /// <summary>The minute of the answer, from which the 24 hours run; the report itself may be of long ago.</summary>
    public int StoredMinute { get; init; }

    public int PlaceId { get; init; }
}

/// <summary>A minute in which a person, known only under the key of a day, was counted.</summary>
public sealed class ReporterRow
{
    public int ServiceId { get; init; }

    public int KeyDay { get; init; }

    /// <summary>See <see cref="CommitTerms.SliceOf"/>.</summary>
    public int Slice { get; init; }

    public short Kind { get; init; }

    /// <summary>A name of <see cref="PersonNames"/>; that of a network where it was fresh with somebody whose name does not begin with it.</summary>
    public required byte[] Reporter { get; init; }

    public int Minute { get; init; }

    /// <summary>The network that <see cref="Reporter"/> begins with was fresh.</summary>
    public bool IsFresh { get; init; }
}

/// <summary>A day's key for hashes of persons and networks, protected; dropped after two days with all that was hashed under it.</summary>
public sealed class SigningKeyRow
{
    public int Day { get; init; }

    public required byte[] Protected { get; init; }
}

internal sealed class IntakeTables :
    IEntityTypeConfiguration<ReportRow>, IEntityTypeConfiguration<CommentRow>, IEntityTypeConfiguration<ReceiptRow>,
    IEntityTypeConfiguration<ReporterRow>, IEntityTypeConfiguration<SigningKeyRow>
{
    public void Configure(EntityTypeBuilder<ReportRow> builder)
    {
        builder.ToTable("reports");

        // Ids begin with the instant: what comes now goes to the end of the index.
        builder.HasKey(row => new { row.Minute, row.Id });
    }

    public void Configure(EntityTypeBuilder<CommentRow> builder)
    {
        builder.ToTable("comments");
        builder.HasKey(row => new { row.ServiceId, row.ReportId });
        builder.Property(row => row.Text).HasMaxLength(500);
        builder.Property(row => row.Language).HasMaxLength(8);
        // The list of the review, and changes of it: the id of a report tells its minute.
        builder.HasIndex(row => new { row.State, row.Minute, row.ReportId });
        // What the page of a service shows.
        builder.HasIndex(row => new { row.ServiceId, row.Minute }).HasFilter("state = 1");
    }

    public void Configure(EntityTypeBuilder<ReceiptRow> builder)
    {
        builder.ToTable("receipts");
        // A key sent with another service is another body under the same key.
        builder.HasKey(row => row.KeyHash);
        // Retention deletes by age.
        builder.HasIndex(row => row.StoredMinute);
    }

    public void Configure(EntityTypeBuilder<ReporterRow> builder)
    {
        builder.ToTable("reporters");
        builder.HasKey(row => new { row.ServiceId, row.KeyDay, row.Slice, row.Kind, row.Reporter, row.Minute });
        builder.Property(row => row.IsFresh).HasColumnName("fresh");
    }

    public void Configure(EntityTypeBuilder<SigningKeyRow> builder)
    {
        builder.ToTable("signing_keys");
        builder.HasKey(row => row.Day);
        builder.Property(row => row.Day).ValueGeneratedNever();
    }
}
