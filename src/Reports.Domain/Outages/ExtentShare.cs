namespace Reports.Domain.Outages;

/// <summary>How much of the usual reports of a macro-region comes from countries that are affected, and how sure that is; all 0 to 1.</summary>
/// <param name="Low">The true share is below with 5 % probability.</param>
/// <param name="High">The true share is above with 5 % probability.</param>
public sealed record ExtentShare(double Share, double Low, double High)
{
    public static ExtentShare Nothing { get; } = new(0, 0, 0);
}
