using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reports.Domain.Outages;

namespace Reports.Data.Tables;

/// <summary>One story: a service, a set of regions, a course over time.</summary>
public sealed class OutageRow
{
    public Guid Id { get; init; }

    public int ServiceId { get; init; }

    public OutageState State { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset DetectedAt { get; init; }

    public DateTimeOffset? FlaggedAt { get; set; }

    public DateTimeOffset? PeakAt { get; set; }

    public DateTimeOffset? RecoveringAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public int Reports { get; set; }

    public double ExpectedReports { get; set; }

    public int PeakPerMinute { get; set; }

    public double ExpectedPerMinute { get; set; }

    public double Confidence { get; set; }

    /// <summary>The service that is probably behind it; null without one.</summary>
    public int? CauseServiceId { get; set; }

    public double? CauseProbability { get; set; }

    public CauseKind? CauseKind { get; set; }

    /// <summary>Why it stays possible although its reports are far beyond chance.</summary>
    public SourceDoubt Doubt { get; set; }

    /// <summary>Extent per macro-region, in the order of the five, as digits: <c>22100</c>.</summary>
    public required string Extent { get; set; }

    /// <summary>The widest it ever was, in the same form.</summary>
    public required string WidestExtent { get; set; }

    /// <summary>What share of each macro-region's usual reports is affected, with its interval, as JSON; null where it was never worked out.</summary>
    public string? ExtentShares { get; set; }

    /// <summary>The largest there ever were, in the same form.</summary>
    public string? WidestShares { get; set; }

    /// <summary>Shares of problems when it was last looked at, as JSON: kept because reports are not kept for ever.</summary>
    public required string Problems { get; set; }

    /// <summary>In the row itself: they are read and stored with it, thousands at once when everything fails.</summary>
    public IList<OutageRegion> Regions { get; } = [];

    /// <summary>Each of <see cref="Regions"/> once, for questions: what is stored follows from them.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "An array is what PostgreSQL stores.")]
    public string[] EverIn
    {
        get => [.. Regions.Select(part => part.Region).Distinct(StringComparer.Ordinal)];
        private init => _ = value;
    }

    public IList<OutageTransitionRow> Transitions { get; } = [];
}

/// <summary>One step in the course of an outage.</summary>
public sealed class OutageTransitionRow
{
    public long Id { get; init; }

    public Guid OutageId { get; init; }

    public OutageState? From { get; init; }

    public OutageState To { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What the provider said.</summary>
public sealed class OfficialUpdateRow
{
    public Guid Id { get; init; }

    public int ServiceId { get; init; }

    public OfficialStatus Status { get; init; }

    public required string Text { get; init; }

    public required string Language { get; init; }

    public string? Url { get; init; }

    public DateTimeOffset At { get; init; }

    public bool Simulated { get; init; }
}

internal sealed class OutageTables :
    IEntityTypeConfiguration<OutageRow>, IEntityTypeConfiguration<OutageTransitionRow>, IEntityTypeConfiguration<OfficialUpdateRow>
{
    public void Configure(EntityTypeBuilder<OutageRow> builder)
    {
        builder.ToTable("outages");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        // Whoever stores an outage stores it on the state that was read.
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
        builder.Property(row => row.CauseKind).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Doubt).HasConversion<string>().HasMaxLength(16).HasDefaultValue(SourceDoubt.None);
        builder.Property(row => row.Extent).HasMaxLength(5);
        builder.Property(row => row.WidestExtent).HasMaxLength(5);
        builder.Property(row => row.Regions).HasConversion(OutageRegions.Converter, OutageRegions.Comparer);
        builder.PrimitiveCollection(row => row.EverIn).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.HasMany(row => row.Transitions).WithOne().HasForeignKey(transition => transition.OutageId);
        // The keeper asks for the open outage of a service; the history page for all of it.
        builder.HasIndex(row => new { row.ServiceId, row.StartedAt });
        // The board asks for the open ones and the latest of all services.
        builder.HasIndex(row => new { row.State, row.StartedAt });
        // The board asks for those that ended lately.
        builder.HasIndex(row => row.EndedAt);
        // One open outage per service, whoever opens it.
        builder.HasIndex(row => row.ServiceId).IsUnique().HasFilter("state IN ('Possible', 'Outage', 'Recovering')").HasDatabaseName("ix_outages_one_open");
    }

    public void Configure(EntityTypeBuilder<OutageTransitionRow> builder)
    {
        builder.ToTable("outage_transitions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedOnAdd();
        builder.Property(row => row.From).HasConversion<string>().HasMaxLength(16).HasColumnName("from_state");
        builder.Property(row => row.To).HasConversion<string>().HasMaxLength(16).HasColumnName("to_state");
    }

    public void Configure(EntityTypeBuilder<OfficialUpdateRow> builder)
    {
        builder.ToTable("official_updates");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Text).HasMaxLength(4000);
        builder.Property(row => row.Language).HasMaxLength(16);
        builder.Property(row => row.Url).HasMaxLength(2000);
        // The board asks for the latest of every service.
        builder.HasIndex(row => new { row.ServiceId, row.At });
    }
}
