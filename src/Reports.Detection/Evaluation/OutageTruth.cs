namespace Reports.Detection.Evaluation;

/// <summary>What really happened in recorded counts.</summary>
/// <param name="ScoreFrom">First minute that counts; before it the detector learns.</param>
/// <param name="Minutes">Length of the recording.</param>
/// <param name="LevelOf">Every series with its level, <c>country</c>, <c>macro</c> or <c>global</c>.</param>
public sealed record OutageTruth(
    int ScoreFrom,
    int Minutes,
    IReadOnlyDictionary<string, string> LevelOf,
    IReadOnlyList<LabelledOutage> Outages,
    IReadOnlyList<LabelledNuisance> Nuisances);
