using Reports.Domain.Counting;

namespace Reports.Pipeline.Alarms;

/// <summary>
/// The time in which reports of a service could come in; all other time is missing, not zero. What is usual is learnt also from hours that a
/// partner watched. Minutes are judged only where the intake was up: a partner's row of a minute says nothing about the minutes around it.
/// </summary>
/// <param name="heartbeatsByHour">Minutes with a heartbeat, for the hours that are learnt from sums.</param>
/// <param name="heartbeats">Minutes with a heartbeat among those that are replayed.</param>
/// <param name="partnerHours">Minutes, from the start of the hour, that a partner watched the service.</param>
internal sealed class ObservedTime(IReadOnlyDictionary<int, int> heartbeatsByHour, IReadOnlySet<int> heartbeats, IReadOnlyDictionary<int, int> partnerHours)
{
    public int? FirstHour { get; } = heartbeatsByHour.Keys.Concat(partnerHours.Keys).Cast<int?>().Min();

    public int MinutesOf(int hour) => Math.Max(heartbeatsByHour.GetValueOrDefault(hour), partnerHours.GetValueOrDefault(hour));

    public bool Contains(int minute) => heartbeats.Contains(minute);
}
