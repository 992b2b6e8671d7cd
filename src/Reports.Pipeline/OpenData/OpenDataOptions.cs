using System.ComponentModel.DataAnnotations;

namespace Reports.Pipeline.OpenData;

/// <summary>Settings under <c>OpenData</c>.</summary>
public sealed class OpenDataOptions
{
    public const string Section = "OpenData";

    /// <summary>Address of the licence under which the counts are given away; by default CC0 1.0, which asks for nothing.</summary>
    [Url]
    public string Licence { get; set; } = "https://creativecommons.org/licenses/by/4.0/";
}
