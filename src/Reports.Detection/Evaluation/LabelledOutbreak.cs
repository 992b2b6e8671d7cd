namespace Reports.Detection.Evaluation;

/// <summary>A series of weekly counts with one true outbreak.</summary>
/// <param name="Strength">Size of the outbreak in standard deviations of the series, > 0.</param>
/// <param name="Start">First week of the outbreak.</param>
/// <param name="End">Its last week, included.</param>
/// <param name="Weeks">The weeks in between that really have more cases.</param>
public sealed record LabelledOutbreak(string Series, int Strength, int Start, int End, IReadOnlySet<int> Weeks);
