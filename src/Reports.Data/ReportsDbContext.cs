using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;

namespace Reports.Data;

/// <summary>The database of a site. One derived type per provider carries its migrations.</summary>
public abstract class ReportsDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<ReportRow> Reports => Set<ReportRow>();

    public DbSet<CommentRow> Comments => Set<CommentRow>();

    public DbSet<ReceiptRow> Receipts => Set<ReceiptRow>();

    public DbSet<ReporterRow> Reporters => Set<ReporterRow>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<MinuteCountRow> MinuteCounts => Set<MinuteCountRow>();

    public DbSet<CityCountRow> CityCounts => Set<CityCountRow>();

    public DbSet<LinkCountRow> LinkCounts => Set<LinkCountRow>();

    public DbSet<HeartbeatRow> Heartbeats => Set<HeartbeatRow>();

    public DbSet<ObservedHourRow> ObservedHours => Set<ObservedHourRow>();

    public DbSet<RecountRow> Recounts => Set<RecountRow>();

    public DbSet<SiteFactRow> SiteFacts => Set<SiteFactRow>();

    public DbSet<OutageRow> Outages => Set<OutageRow>();

    public DbSet<OutageTransitionRow> OutageTransitions => Set<OutageTransitionRow>();

    public DbSet<OfficialUpdateRow> OfficialUpdates => Set<OfficialUpdateRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ReportsDbContext).Assembly);
    }
}
