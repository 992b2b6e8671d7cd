using System.ComponentModel.DataAnnotations;
using Reports.Pipeline.Intake;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Body of <c>POST /api/v1/reports</c>.</summary>
/// <param name="Service">Slug of the service.</param>
/// <param name="Kind"><c>down</c> (default) or <c>works</c>.</param>
/// <param name="Comment">At most 500 characters.</param>
/// <param name="Altcha">Proof of work, asked for by a 403: the payload of the ALTCHA protocol, JSON in Base64.</param>
public sealed record SubmitReportRequest(
    [property: Required] string? Service = null, [property: AllowedValues("down", "works")] string? Kind = null, string? Problem = null, ReportLocation? Location = null,
    [property: MaxLength(IntakeOptions.MaxCommentLength)] string? Comment = null, string? Altcha = null);

/// <summary>Coordinates, or codes; without either the address of the caller decides.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Subdivision">ISO 3166-2, upper case.</param>
public sealed record ReportLocation(double? Latitude = null, double? Longitude = null, string? Country = null, string? Subdivision = null);

/// <summary>Answer to a stored report.</summary>
/// <param name="Reason"><c>already-reported</c> where it was not counted.</param>
public sealed record ReportAnswer(Guid Id, string Service, ReportRegion Region, bool Counted, string? Reason, DateTimeOffset ReceivedAt);

/// <summary>Where the report counts; all null where it counts for the world only.</summary>
public sealed record ReportRegion(string? MacroRegion, string? Country, string? Subdivision);
