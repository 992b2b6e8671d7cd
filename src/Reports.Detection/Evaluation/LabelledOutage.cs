namespace Reports.Detection.Evaluation;

/// <summary>A true outage of one series.</summary>
/// <param name="Event">Outages of several series that are one story share this.</param>
/// <param name="End">When it was restored; alarms raised after <paramref name="Start"/> and up to this minute are hits.</param>
/// <param name="TailEnd">When the last reports have died away; alarms up to here are not false.</param>
/// <param name="Detectable">False for outages too faint for anyone: neither asked for nor held against.</param>
/// <param name="ReferenceDelay">Minutes after which a detector that is told the true baseline has seen it, > 0; null where it is not known.</param>
public sealed record LabelledOutage(string Series, string Event, int Start, int End, int TailEnd, bool Detectable, int? ReferenceDelay = null);
