namespace Reports.Web.Components.Charts;

/// <summary>A moment named on the chart.</summary>
public sealed record ChartMark(DateTimeOffset At, MarkKind Kind, string Text)
{
    public string Class => Kind switch
    {
        MarkKind.Provider => "mark mark--say",
        MarkKind.Recovery => "mark mark--re",
        _ => "mark",
    };

    /// <summary>Round for people, square for the provider, a triangle for recovery.</summary>
    public string Sign => Kind switch
    {
        MarkKind.Provider => "■",
        MarkKind.Recovery => "▲",
        _ => "●",
    };
}

public enum MarkKind
{
    People,
    Provider,
    Recovery,
}
