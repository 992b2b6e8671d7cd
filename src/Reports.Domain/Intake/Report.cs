using Reports.Domain.Catalog;
using Reports.Domain.Counting;

namespace Reports.Domain.Intake;

/// <summary>
/// One person's report, placed and made anonymous, ready to be stored. Hashes are under the key of the day and of the day before;
/// those of the day before may be today's again where <see cref="CommitTerms.ReachesYesterday(int)"/> says that nobody asks for them.
/// </summary>
/// <param name="Id">Version 7; its time stamp is the instant of the report.</param>
/// <param name="Minute">The minute it counts in.</param>
/// <param name="KeyDay">Day (since the Unix epoch) of the key that hashed the person and the network.</param>
/// <param name="Person">A name of <see cref="PersonNames"/>, like the other three.</param>
/// <param name="KeyHash">Hash of the <c>Idempotency-Key</c>; null without one.</param>
/// <param name="BodyHash">
/// Hash of what was sent, to tell a retry from another report under the same key. Keyed as well: all that can be sent is not so much that nobody could try
/// it, and it has the place.
/// </param>
/// <param name="CountOnly">Counted, but not kept as a row: older than reports are kept.</param>
/// <param name="CityId">The city is counted, but never kept with the report; null where nobody told it.</param>
/// <param name="Link">Hash of the site whose link brought the person here, counted like the city; null where none is known.</param>
/// <param name="PersonNext">The person under a first-party id that the answer brings, as they will be known next time; null where it brings none.</param>
public sealed record Report(
    Guid Id,
    int ServiceId,
    int Minute,
    PlaceId Place,
    ReportKind Kind,
    short ProblemId,
    ReportComment? Comment,
    int KeyDay,
    byte[] Person,
    byte[] PersonBefore,
    byte[] Network,
    byte[] NetworkBefore,
    byte[]? KeyHash,
    byte[]? BodyHash,
    byte[]? BodyHashBefore,
    bool CountOnly = false,
    int? CityId = null,
    int? Link = null,
    byte[]? PersonNext = null)
{
    /// <summary>Every name under which the person must not count again, once this report has.</summary>
    public IEnumerable<byte[]> CountedPersons => PersonNext is null ? [Person] : [Person, PersonNext];

    /// <summary>
    /// The instant of a report, to the millisecond, read back from its id. An id that nobody made here may name any: what lies beyond the last minute that can
    /// be counted (in the year 6053) is that minute.
    /// </summary>
    public static DateTimeOffset InstantOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = 0;
        for (var i = 0; i < 6; i++)
        {
            milliseconds = (milliseconds << 8) | bytes[i];
        }

        var last = MinuteBucket.Start(int.MaxValue);
        return milliseconds < last.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : last;
    }
}

/// <summary>What became of a report once it was durable.</summary>
/// <param name="Id">The stored report: for a retry the original one.</param>
/// <param name="Fate">How the group commit judged it.</param>
public readonly record struct ReportVerdict(Guid Id, ReportFate Fate, PlaceId Place, bool Replayed = false);

public enum ReportFate
{
    /// <summary>Stored and counted.</summary>
    Counted,

    /// <summary>Stored, but the same person said the same inside the window.</summary>
    AlreadyReported,

    /// <summary>Not stored: the idempotency key belongs to a report with another body.</summary>
    KeyConflict,
}
