using Reports.Detection.Scoring;

namespace Reports.Pipeline.Status;

/// <summary>Failing ÷ (failing + works) among those who answered, with its central 90 % interval.</summary>
public sealed record FailingShare(double Share, double Low, double High)
{
    /// <summary>Null where fewer than <see cref="RegionStatus.FewestToCompare"/> answered.</summary>
    public static FailingShare? Of(int reports, int works)
    {
        if (reports + works < RegionStatus.FewestToCompare)
        {
            return null;
        }

        var (share, low, high) = AnsweredShare.Of(reports, works);
        return new FailingShare(share, low, high);
    }
}
