using System.ComponentModel.DataAnnotations;
using Reports.Pipeline.Intake;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Body of <c>POST /api/v1/reports</c>. Properties instead of a constructor: they are read without being kept until all are there.</summary>
public sealed record SubmitReportRequest
{
    /// <summary>Slug of the service.</summary>
    [Required]
    public string? Service { get; init; }

    /// <summary><c>down</c> (default) or <c>works</c>.</summary>
    [AllowedValues("down", "works")]
    public string? Kind { get; init; }

    public string? Problem { get; init; }

    public ReportLocation? Location { get; init; }

    /// <summary>At most 500 characters.</summary>
    [MaxLength(IntakeOptions.MaxCommentLength)]
    public string? Comment { get; init; }

    /// <summary>Proof of work, asked for by a 403: the payload of the ALTCHA protocol, JSON in Base64.</summary>
    public string? Altcha { get; init; }
}

/// <summary>Coordinates, or codes; without either the address of the caller decides.</summary>
public sealed record ReportLocation
{
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public string? Country { get; init; }

    /// <summary>ISO 3166-2, upper case.</summary>
    public string? Subdivision { get; init; }
}

/// <summary>Answer to a stored report.</summary>
/// <param name="Reason"><c>already-reported</c> where it was not counted.</param>
public sealed record ReportAnswer(Guid Id, string Service, ReportRegion Region, bool Counted, string? Reason, DateTimeOffset ReceivedAt);

/// <summary>Where the report counts; all null where it counts for the world only.</summary>
public sealed record ReportRegion(string? MacroRegion, string? Country, string? Subdivision);
