namespace Reports.Detection.Evaluation;

/// <summary>True outbreaks in weekly counts, one a series.</summary>
/// <param name="ScoreFrom">First week that counts; before it the detector learns.</param>
/// <param name="Weeks">Length of the series.</param>
public sealed record WeeklyTruth(int ScoreFrom, int Weeks, IReadOnlyList<LabelledOutbreak> Series);
