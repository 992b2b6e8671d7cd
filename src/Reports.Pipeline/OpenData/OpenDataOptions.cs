using System.ComponentModel.DataAnnotations;

namespace Reports.Pipeline.OpenData;

/// <summary>Settings under <c>OpenData</c>.</summary>
public sealed class OpenDataOptions
{
    public const string Section = "OpenData";

    /// <summary>Address of the licence under which the counts are given away; by default CC BY 4.0, like all that the pages show.</summary>
    [Url]
    public string Licence { get; set; } = "https://creativecommons.org/licenses/by/4.0/";
}
