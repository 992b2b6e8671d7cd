using Reports.Domain.Catalog;
using Reports.Domain.Intake;

namespace Reports.Domain.Counting;

/// <summary>Counted reports of one service, minute, place, kind and problem.</summary>
/// <param name="Fresh">Of <paramref name="Count"/>, those from a network that was not fresh for the service in the hour before; 0 for <see cref="ReportKind.Works"/>.</param>
public readonly record struct MinuteCount(int ServiceId, int Minute, PlaceId Place, ReportKind Kind, short ProblemId, int Count, int Fresh);
