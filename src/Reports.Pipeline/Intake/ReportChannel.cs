namespace Reports.Pipeline.Intake;

/// <summary>The way by which a report came.</summary>
public enum ReportChannel
{
    /// <summary>One by one over the API.</summary>
    Api,

    /// <summary>A form that needs no JavaScript.</summary>
    Form,

    /// <summary>The form on a circuit.</summary>
    Guided,

    /// <summary>A line of a batch.</summary>
    Batch,
}
