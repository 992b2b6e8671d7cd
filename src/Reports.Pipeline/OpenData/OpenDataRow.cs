using Reports.Domain.Intake;

namespace Reports.Pipeline.OpenData;

/// <summary>A line of a day's open data.</summary>
/// <param name="Minute">Minute since the Unix epoch of a cell; null for the total of the day.</param>
/// <param name="Region">Region id: <c>world</c>, a macro-region, a country or a subdivision.</param>
/// <param name="Problem">Slug; empty where the reports name none, and in totals.</param>
/// <param name="Reports">Counted reports. Of a cell: those that are not in a cell of a smaller region, so that cells add up to the world.</param>
public readonly record struct OpenDataRow(int? Minute, ReportKind Kind, string Region, string Problem, int Reports);
