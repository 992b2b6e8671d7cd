namespace Reports.Scenarios.Scripts;

/// <summary>A scenario that cannot be played; the message lists every fault found.</summary>
public sealed class ScenarioException : Exception
{
    public ScenarioException()
    {
    }

    public ScenarioException(string message)
        : base(message)
    {
    }

    public ScenarioException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
