namespace Reports.Pipeline;

/// <summary>The meter of everything that the site itself measures. No tag of it has values that a caller chooses, so nobody can make series.</summary>
public static class ReportsMeter
{
    public const string Name = "Reports";
}
