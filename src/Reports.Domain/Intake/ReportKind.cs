namespace Reports.Domain.Intake;

/// <summary>What a person says: it is down, or it works for me.</summary>
public enum ReportKind : short
{
    Down = 0,
    Works = 1,
}
