namespace Reports.Pipeline.Status;

/// <summary>Names of what is true of a whole database.</summary>
public static class SiteFacts
{
    /// <summary>The reports are simulated; every page says so.</summary>
    public const string Simulated = "simulated";
}
