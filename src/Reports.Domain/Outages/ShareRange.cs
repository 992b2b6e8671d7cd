namespace Reports.Domain.Outages;

/// <summary>A share and how sure it is, all 0 to 1: within [Low, High] with the probability <see cref="Probability"/>, and as likely below as above.</summary>
public sealed record ShareRange(double Share, double Low, double High)
{
    public const double Probability = 0.9;

    public static ShareRange Nothing { get; } = new(0, 0, 0);
}
