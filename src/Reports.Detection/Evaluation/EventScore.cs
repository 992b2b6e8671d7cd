namespace Reports.Detection.Evaluation;

/// <summary>How whole outages fared, each service of an event being one, over all levels.</summary>
/// <param name="FirstNoticeMedian">Minutes to the first alarm on any series; null if none was noticed.</param>
/// <param name="ScopeJaccard">
/// Mean over noticed outages of |alarmed ∩ affected| ÷ |alarmed ∪ affected| countries, by thirty minutes after the start;
/// null if there was none.
/// </param>
public sealed record EventScore(int Events, int Noticed, double Recall, int? FirstNoticeMedian, int? FirstNotice90, double? ScopeJaccard);
