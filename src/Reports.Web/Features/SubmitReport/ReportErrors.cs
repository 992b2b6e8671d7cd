using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport.Proofs;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Keys of the texts that say what is wrong, by field of the form.</summary>
public static class ReportErrors
{
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> Of(IntakeResult.Invalid invalid)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, reason) in invalid.Errors)
        {
            errors[FieldOf(field)] = TextOf(reason);
        }

        return errors;
    }

    /// <summary>Null where there is nothing to tell.</summary>
    public static string? Of(ProofFault fault) => fault switch
    {
        ProofFault.None or ProofFault.Missing or ProofFault.TooMany => null,
        ProofFault.Early => "proof.early",
        ProofFault.Used => "proof.used",
        ProofFault.Expired => "proof.expired",
        ProofFault.Wrong or ProofFault.OtherNetwork => "proof.wrong",
    };

    public static IReadOnlyDictionary<string, string> UnknownService { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [ReportInput.ServiceField] = "form.error.service" };

    public static IReadOnlyDictionary<string, string> NoService { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [ReportInput.ServiceField] = "form.error.serviceMissing" };

    public static IReadOnlyDictionary<string, string> NoProblem { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [ReportInput.ProblemField] = "form.error.problem" };

    private static string FieldOf(string field) => field switch
    {
        "location.subdivision" => ReportInput.SubdivisionField,
        "comment" => ReportInput.CommentField,
        "problem" => ReportInput.ProblemField,
        "service" => ReportInput.ServiceField,
        _ => ReportInput.CountryField,
    };

    private static string TextOf(InvalidReason reason) => reason switch
    {
        InvalidReason.Required => "form.error.serviceMissing",
        InvalidReason.UnknownProblem => "form.error.problem",
        InvalidReason.UnknownCountry => "form.error.country",
        InvalidReason.UnknownSubdivision => "form.error.subdivision",
        InvalidReason.TooLong => "form.error.tooLong",
        InvalidReason.NotText => "form.error.notText",
        InvalidReason.LatitudeRange or InvalidReason.LongitudeRange or InvalidReason.LoneCoordinate => "form.error.place",
    };
}
