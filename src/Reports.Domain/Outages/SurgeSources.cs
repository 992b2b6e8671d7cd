namespace Reports.Domain.Outages;

/// <summary>Where the reports of a surge come from, as far as it can be told without knowing anybody. Judged by <see cref="Doubt"/>: pure.</summary>
/// <param name="Networks">Networks beyond what is usual, give or take chance, in the last hour or since the surge began.</param>
/// <param name="Problems">Reports by problem, of those that name one.</param>
/// <param name="Countries">Reports by country, of those that are placed.</param>
/// <param name="Links">Reports by the site whose link brought them here, search engines left out.</param>
/// <param name="Reports">All of them.</param>
public sealed record SurgeSources(double Networks, IReadOnlyCollection<int> Problems, IReadOnlyCollection<int> Countries, IReadOnlyCollection<int> Links, int Reports)
{
    /// <summary>As many networks as one person with money can have, where nobody says otherwise; an outage takes more.</summary>
    public const int MostOfOne = 64;

    /// <summary>Share of the reports that came over the same link, and of those that agree in problem and in country, from which on they are taken for one.</summary>
    private const double SameLink = 0.6;
    private const double SameWords = 0.9;

    /// <summary>
    /// Why the reports are no proof of an outage. Witnesses who do not know each other come over different ways and tell of different troubles; a crowd
    /// that was sent comes over one link and says one thing, or nothing, about one country.
    /// </summary>
    /// <param name="networksOfOne">Networks that one person may have, ≥ 0.</param>
    public SourceDoubt Doubt(int networksOfOne = MostOfOne) =>
        Networks <= networksOfOne ? SourceDoubt.FewNetworks
        : Largest(Links) >= SameLink * Reports && Agree(Problems) && Agree(Countries) ? SourceDoubt.OneSource
        : SourceDoubt.None;

    /// <summary>
    /// Networks beyond the usual ones and what chance adds to them, ≥ 0: max(0, x − q), for nobody may add the luck of a busy hour to the networks they have. q is what chance exceeds once in a thousand
    /// looks at counts of variance φμ, by Cornish and Fisher's expansion to the skewness: μ + z√(φμ) + (z² − 1)/6 · (2φ − 1); or, where that is more, a standard deviation of a rate that is uncertain too,
    /// μ + √(φμ + (σμ)²): with hundreds of usual networks an hour. φ and σ as the detector takes them before it knows better. 0 where μ is.
    /// </summary>
    /// <param name="seen">x, fresh reports, ≥ 0.</param>
    /// <param name="usual">μ, those to be expected, ≥ 0.</param>
    public static double Beyond(int seen, double usual)
    {
        const double Clumps = 1.25;
        const double Spread = 0.15;
        const double Quantile = 3.09;
        if (usual <= 0)
        {
            return seen;
        }

        var luck = (Quantile * Math.Sqrt(Clumps * usual)) + (((Quantile * Quantile) - 1) / 6 * ((2 * Clumps) - 1));
        return Math.Max(0, seen - usual - Math.Max(luck, Math.Sqrt((Clumps * usual) + (Spread * usual * Spread * usual))));
    }

    /// <summary>Where nobody says anything nobody differs.</summary>
    private static bool Agree(IReadOnlyCollection<int> counts) => Largest(counts) >= SameWords * counts.Sum();

    private static int Largest(IReadOnlyCollection<int> counts) => counts.DefaultIfEmpty(0).Max();
}

/// <summary>Why a surge stays <see cref="OutageState.Possible"/> although its reports are far beyond chance.</summary>
public enum SourceDoubt
{
    None,

    /// <summary>They come from few networks.</summary>
    FewNetworks,

    /// <summary>Most came over the same link and say the same.</summary>
    OneSource,
}
