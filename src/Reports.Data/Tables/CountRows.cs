using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Reports.Data.Tables;

/// <summary>Counted reports of a service, minute, place, kind and problem. Kept for ever.</summary>
public sealed class MinuteCountRow
{
    public int ServiceId { get; init; }

    public int Minute { get; init; }

    public int PlaceId { get; init; }

    public short Kind { get; init; }

    public short ProblemId { get; init; }

    public int Count { get; init; }

    public int Fresh { get; init; }
}

/// <summary>
/// Counted <c>down</c> reports of a service, minute and city, of those who told it. Kept as long as reports; no report is kept with its city.
/// </summary>
public sealed class CityCountRow
{
    public int ServiceId { get; init; }

    public int Minute { get; init; }

    public int CityId { get; init; }

    public int Count { get; init; }
}

/// <summary>
/// Counted <c>down</c> reports of a service and minute that came over a link on another site, known only by a keyed hash of its name. Kept for a day.
/// </summary>
public sealed class LinkCountRow
{
    public int ServiceId { get; init; }

    public int Minute { get; init; }

    public int Link { get; init; }

    public int Count { get; init; }
}

/// <summary>A minute in which the intake was up; a minute without one is missing, not zero.</summary>
public sealed class HeartbeatRow
{
    public int Minute { get; init; }
}

/// <summary>
/// An hour that a partner watched for a service, whether this site was up or not: as many of its minutes, from its start, as
/// <see cref="Minutes"/> says.
/// </summary>
public sealed class ObservedHourRow
{
    public int ServiceId { get; init; }

    public int Hour { get; init; }

    public int Minutes { get; init; }
}

/// <summary>A service and minute whose counts changed after the minute was over; consumed by the tick.</summary>
public sealed class RecountRow
{
    public int ServiceId { get; init; }

    public int Minute { get; init; }
}

/// <summary>What is true of the whole database, such as "these reports are simulated".</summary>
public sealed class SiteFactRow
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}

internal sealed class CountTables :
    IEntityTypeConfiguration<MinuteCountRow>, IEntityTypeConfiguration<CityCountRow>, IEntityTypeConfiguration<LinkCountRow>, IEntityTypeConfiguration<HeartbeatRow>,
    IEntityTypeConfiguration<ObservedHourRow>, IEntityTypeConfiguration<RecountRow>, IEntityTypeConfiguration<SiteFactRow>
{
    public void Configure(EntityTypeBuilder<MinuteCountRow> builder)
    {
        builder.ToTable("minute_counts");
        builder.HasKey(row => new { row.ServiceId, row.Minute, row.PlaceId, row.Kind, row.ProblemId });
        // The tick reads the last minutes of all services at once.
        builder.HasIndex(row => row.Minute);
    }

    public void Configure(EntityTypeBuilder<CityCountRow> builder)
    {
        builder.ToTable("city_counts");
        builder.HasKey(row => new { row.ServiceId, row.Minute, row.CityId });
    }

    public void Configure(EntityTypeBuilder<LinkCountRow> builder)
    {
        builder.ToTable("link_counts");
        builder.HasKey(row => new { row.ServiceId, row.Minute, row.Link });
        // Retention deletes by age.
        builder.HasIndex(row => row.Minute);
    }

    public void Configure(EntityTypeBuilder<HeartbeatRow> builder)
    {
        builder.ToTable("heartbeats");
        builder.HasKey(row => row.Minute);
        builder.Property(row => row.Minute).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ObservedHourRow> builder)
    {
        builder.ToTable("observed_hours");
        builder.HasKey(row => new { row.ServiceId, row.Hour });
    }

    public void Configure(EntityTypeBuilder<RecountRow> builder)
    {
        builder.ToTable("recounts");
        builder.HasKey(row => new { row.ServiceId, row.Minute });
    }

    public void Configure(EntityTypeBuilder<SiteFactRow> builder)
    {
        builder.ToTable("site_facts");
        builder.HasKey(row => row.Name);
    }
}
