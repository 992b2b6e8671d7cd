namespace Reports.Domain.Intake;

/// <summary>What a group is judged by.</summary>
/// <param name="KeyDay">Day (since the Unix epoch) of the key that hashed persons and networks.</param>
/// <param name="WindowMinutes">One person counts once per service and kind in so many minutes.</param>
/// <param name="CurrentMinute">The minute now; a report of an older minute is put down for a recount.</param>
public readonly record struct CommitTerms(int KeyDay, int WindowMinutes, int CurrentMinute)
{
    /// <summary>A network is fresh for a service when it was not fresh in so many minutes.</summary>
    public const int FreshMinutes = 60;
}
