using System.Buffers.Binary;
using Reports.Domain.Catalog;

namespace Reports.Domain.Intake;

/// <summary>
/// Decides what becomes of each report of a group, one after the other, as if each had come alone: a retry gets the answer of the original, a
/// person counts once per service, kind and window, a network is fresh once an hour. Told first what the database knows of them; then pure.
/// </summary>
/// <remarks>Exact only while nobody else commits: the caller holds the database's one lock of the intake from before it asks until it commits.</remarks>
public sealed class GroupJudge(CommitTerms terms)
{
    private readonly Dictionary<UInt128, Receipt> _receipts = [];
    private readonly Dictionary<(int Service, ReportKind Kind, UInt128 Person), List<int>> _counted = [];
    private readonly Dictionary<(int Service, UInt128 Network), List<int>> _fresh = [];

    public void Know(byte[] keyHash, Receipt receipt) => _receipts[Name(keyHash)] = receipt;

    /// <param name="person">The hash under which the person was counted, of today or of yesterday.</param>
    public void KnowCounted(int service, ReportKind kind, byte[] person, int minute) => Add(_counted, (service, kind, Name(person)), minute);

    public void KnowFresh(int service, byte[] network, int minute) => Add(_fresh, (service, Name(network)), minute);

    /// <returns>In the order given; judged in the order of their minutes.</returns>
    public IReadOnlyList<JudgedReport> Judge(IReadOnlyList<Report> group)
    {
        var judged = new JudgedReport[group.Count];
        foreach (var (report, index) in group.Select((report, index) => (report, index)).OrderBy(pair => pair.report.Minute))
        {
            judged[index] = Judge(report);
        }

        return judged;
    }

    private JudgedReport Judge(Report report)
    {
        if (report.KeyHash is { } key && _receipts.TryGetValue(Name(key), out var receipt))
        {
            return new JudgedReport(report, Replay(report, receipt), IsNew: false, IsFresh: false);
        }

        var isCounted = !IsWithin(_counted, (report.ServiceId, report.Kind, Name(report.Person)), (report.ServiceId, report.Kind, Name(report.PersonBefore)), report.Minute, terms.WindowMinutes);
        var isFresh = isCounted && report.Kind == ReportKind.Down
            && !IsWithin(_fresh, (report.ServiceId, Name(report.Network)), (report.ServiceId, Name(report.NetworkBefore)), report.Minute, CommitTerms.FreshMinutes);
        if (isCounted)
        {
            foreach (var person in report.CountedPersons)
            {
                KnowCounted(report.ServiceId, report.Kind, person, report.Minute);
            }
        }

        if (isFresh)
        {
            KnowFresh(report.ServiceId, report.Network, report.Minute);
        }

        if (report is { KeyHash: { } hash, BodyHash: { } body })
        {
            Know(hash, new Receipt(report.ServiceId, body, report.Id, report.Place, isCounted));
        }

        return new JudgedReport(report, new ReportVerdict(report.Id, isCounted ? ReportFate.Counted : ReportFate.AlreadyReported, report.Place), IsNew: true, isFresh);
    }

    private static ReportVerdict Replay(Report report, Receipt receipt) =>
        receipt.ServiceId != report.ServiceId || !receipt.IsOf(report)
            ? new ReportVerdict(report.Id, ReportFate.KeyConflict, report.Place)
            : new ReportVerdict(receipt.ReportId, receipt.Counted ? ReportFate.Counted : ReportFate.AlreadyReported, receipt.Place, Replayed: true);

    private static bool IsWithin<TKey>(Dictionary<TKey, List<int>> known, TKey today, TKey yesterday, int minute, int window)
        where TKey : notnull =>
        (known.TryGetValue(today, out var minutes) && minutes.Exists(other => Math.Abs(minute - other) < window))
        || (known.TryGetValue(yesterday, out var before) && before.Exists(other => Math.Abs(minute - other) < window));

    private static void Add<TKey>(Dictionary<TKey, List<int>> known, TKey key, int minute)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var minutes))
        {
            known[key] = minutes = [];
        }

        minutes.Add(minute);
    }

    private static UInt128 Name(byte[] hash) => BinaryPrimitives.ReadUInt128LittleEndian(hash);
}

/// <summary>The report that an idempotency key made.</summary>
public sealed record Receipt(int ServiceId, byte[] BodyHash, Guid ReportId, PlaceId Place, bool Counted)
{
    /// <summary>In place of a hash whose key was lost: whatever comes under the same idempotency key is taken for a retry.</summary>
    public static byte[] UnknownBody => [];

    /// <summary>The same was sent, today or the day before.</summary>
    public bool IsOf(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return BodyHash.Length == 0 || BodyHash.AsSpan().SequenceEqual(report.BodyHash) || BodyHash.AsSpan().SequenceEqual(report.BodyHashBefore);
    }
}

/// <param name="IsNew">To be stored; false for a retry and for a key that belongs to another report.</param>
/// <param name="IsFresh">Counted, and from a network that was not fresh.</param>
public readonly record struct JudgedReport(Report Report, ReportVerdict Verdict, bool IsNew, bool IsFresh)
{
    public bool IsCounted => IsNew && Verdict.Fate == ReportFate.Counted;

    /// <summary>What a counted report leaves: the names under which the person must not count again, and that of a fresh network, unless the person's has it.</summary>
    public IEnumerable<CountedName> Names
    {
        get
        {
            var isOnNetwork = PersonNames.IsOn(Report.Person, Report.Network);
            foreach (var person in Report.CountedPersons)
            {
                yield return new CountedName(person, IsFresh && isOnNetwork && person == Report.Person);
            }

            if (IsFresh && !isOnNetwork)
            {
                yield return new CountedName(Report.Network, IsFresh: true);
            }
        }
    }
}

/// <param name="IsFresh">The network at the beginning of the name was fresh.</param>
public readonly record struct CountedName(byte[] Name, bool IsFresh);
