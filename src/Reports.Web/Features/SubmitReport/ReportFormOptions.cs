using System.ComponentModel.DataAnnotations;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Settings under <c>ReportForm</c>.</summary>
public sealed class ReportFormOptions
{
    public const string Section = "ReportForm";

    /// <summary>People who may have the guided form open at once; the others get the plain one. 0 to 100,000, default 1,000.</summary>
    [Range(0, 100_000)]
    public int MostCircuits { get; set; } = 1_000;
}
