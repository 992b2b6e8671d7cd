using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Data.Intake;

/// <summary>
/// Remembers which persons and networks the database may know in the two hours of now and those before, so that it is asked only of them: in an outage most
/// people report for the first time. Names are hashes, and only a filter of them is kept.
/// </summary>
/// <remarks>
/// "Not known" is certain as long as nobody else stores any. Whoever commits leaves its name in the database (<see cref="TurnFact"/>), under the one lock of the intake; a node that
/// finds another's there stores nothing before it has forgotten everything and asked the database. What was stored before this node began is read once it has been the only one for some
/// seconds (<see cref="LoadAsync"/>). For the writer of this node; <see cref="LoadAsync"/> may run beside it.
/// </remarks>
public sealed class RecentPersons(IDbContextFactory<ReportsDbContext> contexts)
{
    /// <summary>The site fact that names the node that committed last.</summary>
    public const string TurnFact = "intake turn";

    /// <summary>Leaves the name of a node ($2) as that fact ($1); the same on each database.</summary>
    internal const string TakeTurn = "insert into site_facts (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";

    private const short NetworkKind = -1;
    private const int MostLooks = 64;

    private readonly ConcurrentDictionary<int, Slice> _slices = new();
    private volatile int _looks = 1;

    /// <summary>The name of this node since it last forgot everything.</summary>
    internal string Node { get; private set; } = NewName();

    /// <summary>It may say "not known" in this commit, and must be alone for that to be true.</summary>
    internal bool IsTrusted { get; private set; }

    /// <summary>
    /// Reads what was stored of slices that this node writes to and does not know, where it has written alone since the call before: nodes that take turns
    /// would read for nothing. Each time that another one comes all the same it takes twice as many calls.
    /// </summary>
    /// <param name="services">All that can be reported.</param>
    public async Task LoadAsync(IReadOnlyCollection<int> services, CancellationToken cancellationToken)
    {
        foreach (var (number, slice) in _slices)
        {
            // A snapshot of now has whatever was stored before this node knew of the slice; what came later is in it already, or another node's, and then it is forgotten.
            if (slice.Stored is null && slice.Looks++ >= _looks)
            {
                slice.Stored = await ReadAsync(number, services, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A commit begins. What is read from the database while it is under way is trusted from the next one on.</summary>
    internal void Begin() => IsTrusted = _slices.Values.Any(slice => slice.Stored is not null);

    /// <summary>The slices around a report's minute in which the database may know a person as counted.</summary>
    internal IEnumerable<int> SlicesOfPerson(Report report, byte[] person, CommitTerms terms) =>
        terms.SlicesAround(report.Minute, terms.WindowMinutes).Where(slice => MayKnow(slice, Name(report.ServiceId, (short)report.Kind, person), terms));

    /// <summary>The slices around a report's minute in which the database may know a network as fresh.</summary>
    internal IEnumerable<int> SlicesOfNetwork(Report report, byte[] network, CommitTerms terms) =>
        terms.SlicesAround(report.Minute, CommitTerms.FreshMinutes).Where(slice => MayKnow(slice, Name(report.ServiceId, NetworkKind, network), terms));

    /// <summary>To be told before it is stored, so that a commit of which nobody knows whether it happened leaves too much here and not too little.</summary>
    internal void Add(IReadOnlyList<JudgedReport> judged)
    {
        foreach (var each in judged.Where(each => each.IsCounted))
        {
            if (_slices.TryGetValue(CommitTerms.SliceOf(each.Report.Minute), out var slice))
            {
                foreach (var (name, isFresh) in each.Names)
                {
                    Remember(slice.Written, each.Report.ServiceId, (short)each.Report.Kind, name, isFresh);
                }
            }
        }
    }

    /// <summary>Another node has committed.</summary>
    internal void GiveWay()
    {
        _looks = IsTrusted ? Math.Min(2 * _looks, MostLooks) : _looks;
        Forget();
    }

    /// <summary>
    /// Nobody knows how a commit ended, or it was another node's. From now on under another name, so that a commit which is still on its way to the database finds
    /// itself in nobody's turn.
    /// </summary>
    internal void Forget()
    {
        IsTrusted = false;
        Node = NewName();
        foreach (var number in _slices.Keys)
        {
            _slices[number] = new Slice();
        }
    }

    private static string NewName() => Guid.NewGuid().ToString("N");

    /// <summary>A name of <see cref="PersonNames"/>, and the network's that it begins with where that was fresh.</summary>
    private static void Remember(BloomFilter filter, int service, short kind, byte[] name, bool isFresh)
    {
        filter.Add(Name(service, kind, name));
        if (isFresh)
        {
            filter.Add(Name(service, NetworkKind, PersonNames.Network(name)));
        }
    }

    private static UInt128 Name(int service, short kind, byte[] hash)
    {
        // The hash of one person is the same for each service, all on one network share a half, and that of a network has only one: both halves here come from all of it.
        var salt = unchecked(((ulong)service * 0x9E37_79B9_7F4A_7C15) + ((ulong)(kind + 2) * 0xC2B2_AE3D_27D4_EB4F));
        var all = Mix(unchecked(Mix(BinaryPrimitives.ReadUInt64LittleEndian(hash) ^ salt) + BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(sizeof(ulong)))));
        return new UInt128(Mix(unchecked(all + 0x9E37_79B9_7F4A_7C15)), all);
    }

    /// <summary>Every bit of the value changes half of them: the last step of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB);
        return value ^ (value >> 31);
    }

    private bool MayKnow(int number, UInt128 name, CommitTerms terms)
    {
        // What is later than now or older than the slice before it comes from partners, and is asked.
        var current = CommitTerms.SliceOf(terms.CurrentMinute);
        if (Math.Abs(number - current) > 1)
        {
            return true;
        }

        if (!_slices.TryGetValue(number, out var slice))
        {
            foreach (var old in _slices.Keys.Where(old => Math.Abs(old - current) > 1))
            {
                _slices.TryRemove(old, out _);
            }

            _slices[number] = new Slice();
            return true;
        }

        return !IsTrusted || slice.Stored is not { } stored || slice.Written.MayContain(name) || stored.MayContain(name);
    }

    private async Task<BloomFilter> ReadAsync(int slice, IReadOnlyCollection<int> services, CancellationToken cancellationToken)
    {
        var filter = new BloomFilter();
        var day = slice / (MinuteBucket.PerDay / CommitTerms.SliceMinutes);
        int[] keyDays = [day - 1, day, day + 1];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = context.Reporters.Where(row => services.Contains(row.ServiceId) && keyDays.Contains(row.KeyDay) && row.Slice == slice)
            .Select(row => new { row.ServiceId, row.Kind, row.Reporter, row.IsFresh });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Remember(filter, row.ServiceId, row.Kind, row.Reporter, row.IsFresh);
        }

        return filter;
    }

    private sealed class Slice
    {
        private volatile BloomFilter? _stored;

        /// <summary>By this node, since it knows of the slice.</summary>
        public BloomFilter Written { get; } = new();

        /// <summary>Before; null until it is read, and never changed after.</summary>
        public BloomFilter? Stored
        {
            get => _stored;
            set => _stored = value;
        }

        /// <summary>Calls of <see cref="LoadAsync"/>.</summary>
        public int Looks { get; set; }
    }
}
