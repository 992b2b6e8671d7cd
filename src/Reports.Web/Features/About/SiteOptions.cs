using System.ComponentModel.DataAnnotations;

namespace Reports.Web.Features.About;

/// <summary>Settings under <c>Site</c>: who answers for this copy. Both are shown to everybody.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>Name of the operator; none by default.</summary>
    [MaxLength(200)]
    public string? Operator { get; set; }

    /// <summary>A mail address, or an address that starts with <c>https://</c>; none by default.</summary>
    [RegularExpression(@"^([^@\s<>""]+@[^@\s<>""]+|https://\S+)$")]
    public string? Contact { get; set; }

    public string? ContactLink => Contact is null ? null : Contact.Contains('@', StringComparison.Ordinal) && !Contact.StartsWith("https://", StringComparison.Ordinal) ? "mailto:" + Contact : Contact;
}
