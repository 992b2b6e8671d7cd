using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Detection.Attribution;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>
/// Learns anew, from the outages of a year, which services people mix up beyond the declared ones. Nothing of it is stored: every node comes to
/// the same answer from the same rows. One run at a time.
/// </summary>
public sealed partial class RelationLearner(
    IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog, SiteRegions regions, LearntRelations learnt, ILogger<RelationLearner> logger)
{
    private HashSet<(string Origin, string Follower)> _known = [];

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var past = new List<PastSurge>();
        await foreach (var row in context.ReadSurgesAsync(now.AddMinutes(-CoMovement.WindowMinutes)).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (catalog.Find(row.ServiceId) is not null)
            {
                past.Add(ToSurge(row));
            }
        }

        var found = CoMovement.Learn(past, MinuteBucket.Of(now), PriorOdds);
        var relations = new HashSet<(string Origin, string Follower)>();
        foreach (var relation in found)
        {
            var (origin, follower) = (catalog.Find(relation.Origin)!.Slug, catalog.Find(relation.Follower)!.Slug);
            relations.Add((origin, follower));
            if (!_known.Contains((origin, follower)))
            {
                LogLearnt(follower, origin, relation.Followed, relation.Outages, relation.Probability);
            }
        }

        foreach (var (origin, follower) in _known.Except(relations))
        {
            LogLost(follower, origin);
        }

        learnt.Replace(relations);
        _known = relations;
    }

    private PastSurge ToSurge(StoredSurge row) => new(
        row.ServiceId, MinuteBucket.Of(row.StartedAt), MinuteBucket.Of(row.EndedAt), row.IsOwnOutage,
        [.. row.Parts.DistinctBy(part => part.Region, StringComparer.Ordinal)
            .Where(part => regions.IndexOf(part.Region) > SiteRegions.World)
            .Select(part => new SurgePlace(regions.IndexOf(part.Region), part.Reports, part.Expected))]);

    /// <summary>What is declared need not be learnt, and what fails together is not mixed up.</summary>
    private double PriorOdds(int origin, int follower)
    {
        var (one, other) = (catalog.Find(origin)!, catalog.Find(follower)!);
        if (catalog.Relations.FailTogether(one.Slug, other.Slug) || catalog.Relations.ConfusedWith(other.Slug).Contains(one.Slug, StringComparer.Ordinal))
        {
            return 0;
        }

        return string.Equals(one.Category, other.Category, StringComparison.Ordinal) ? CoMovement.SameCategory : CoMovement.AnyPair;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Learnt: {Service} is reported when {Origin} fails ({Followed} of {Outages} outages, probability {Probability:0.000}).")]
    private partial void LogLearnt(string service, string origin, int followed, int outages, double probability);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer believed: {Service} is reported when {Origin} fails.")]
    private partial void LogLost(string service, string origin);
}
