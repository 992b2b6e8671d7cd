namespace Reports.Pipeline.Status;

/// <summary>A subdivision with enough reporters to be shown, over the window of its service. Nothing is watched below country, so there is no usual.</summary>
/// <param name="Region">ISO 3166-2.</param>
/// <param name="Reports">Counted <c>down</c> reports.</param>
/// <param name="Works">Counted <c>works</c> reports; null where nobody or too few people sent them, which is not told apart.</param>
public sealed record SubdivisionCount(string Region, int Reports, int? Works)
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country => Region[..2];
}
