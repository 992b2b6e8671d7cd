using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>What a person has filled in, as it was sent: it comes back whole in every answer that is not a stored report.</summary>
/// <param name="City">Number of a city that the guided form offered.</param>
/// <param name="From">Address of the site whose link brought the browser here; null where no script told it.</param>
/// <param name="Key">Idempotency key of the form, without control characters, as one in a header is; null from the one-tap forms of cached pages.</param>
public sealed record ReportInput(
    string? Service = null, bool Works = false, string? Problem = null, string? Country = null, string? Subdivision = null, string? Comment = null, string? Key = null, int? City = null, string? From = null)
{
    public const string ServiceField = "service";
    public const string KindField = "kind";
    public const string ProblemField = "problem";
    public const string CountryField = "country";
    public const string SubdivisionField = "subdivision";
    public const string CommentField = "comment";
    public const string KeyField = "idempotencyKey";
    public const string FromField = "from";
    private const int LongestKey = 255;

    public static ReportInput Read(IFormCollection form)
    {
        // Browsers send a line break as two characters, but count it as one.
        var comment = Value(form, CommentField)?.ReplaceLineEndings("\n");
        return new ReportInput(
            Value(form, ServiceField), form[KindField].ToString() is "works", Value(form, ProblemField), Value(form, CountryField),
            Value(form, SubdivisionField), comment, Value(form, KeyField) is { Length: <= LongestKey } key && !key.Any(char.IsControl) ? key : null, From: Value(form, FromField));
    }

    /// <summary>All of it as the fields of a form, as far as it was filled in.</summary>
    public IEnumerable<(string Name, string Value)> Fields => new (string Name, string? Value)[]
    {
        (ServiceField, Service), (KindField, Works ? "works" : null), (ProblemField, Problem), (CountryField, Country), (SubdivisionField, Subdivision), (CommentField, Comment),
        (KeyField, Key), (FromField, From),
    }.Where(one => one.Value is not null)!;

    /// <summary>What is said, in one line, for a page that asks once more.</summary>
    public string Question(Texts texts, MonitoredService? service)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var name = service?.Name ?? Service ?? "";
        return Works ? texts.Format("confirm.works", name)
            : texts.Find("problem." + Problem) is { } problem ? texts.Format("confirm.problem", name, problem)
            : texts.Format("confirm.down", name);
    }

    public ReportInput WithKey() => Key is null ? WithNewKey() : this;

    public ReportInput WithNewKey() => this with { Key = Guid.NewGuid().ToString("N") };

    public Submission ToSubmission() => new(
        Service ?? "", Works ? ReportKind.Works : ReportKind.Down, Works ? null : Problem, Country: Country, Subdivision: OwnSubdivision, Comment: Comment, City: City);

    // Without JavaScript the list of states does not follow the country; the country is what the person chose last.
    private string? OwnSubdivision =>
        Country is null || Subdivision?.StartsWith(Country + "-", StringComparison.Ordinal) is true ? Subdivision : null;

    private static string? Value(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } value ? value : null;
}
