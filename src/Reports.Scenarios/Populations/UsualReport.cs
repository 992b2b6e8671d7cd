using Reports.Domain.Catalog;
using Reports.Domain.Intake;

namespace Reports.Scenarios.Populations;

/// <summary>
/// One usual report of a day, packed into one number so that a day sorts into the order of counts:
/// minute, place, kind, problem, then the moment in the minute.
/// </summary>
internal readonly record struct UsualReport(ulong Packed)
{
    private const int MomentBits = 16;
    private const int ProblemBits = 8;
    private const int PlaceBits = 26;
    private const ulong FreshBit = 1;
    private const int ProblemShift = 1 + MomentBits;
    private const int KindShift = ProblemShift + ProblemBits;
    private const int PlaceShift = KindShift + 1;
    private const int MinuteShift = PlaceShift + PlaceBits;

    public UsualReport(int minuteOfDay, PlaceId place, ReportKind kind, short problem, int millisecond, bool fresh)
        : this(((ulong)minuteOfDay << MinuteShift) | ((ulong)place.Value << PlaceShift) | ((ulong)kind << KindShift)
            | ((ulong)(byte)problem << ProblemShift) | ((ulong)millisecond << 1) | (fresh ? FreshBit : 0))
    {
    }

    public int MinuteOfDay => (int)(Packed >> MinuteShift);

    public PlaceId Place => new((int)((Packed >> PlaceShift) & ((1UL << PlaceBits) - 1)));

    public ReportKind Kind => (ReportKind)((Packed >> KindShift) & 1);

    public short Problem => (short)((Packed >> ProblemShift) & ((1UL << ProblemBits) - 1));

    public int Millisecond => (int)((Packed >> 1) & ((1UL << MomentBits) - 1));

    /// <summary>From a network that had not reported this service in the hour before.</summary>
    public bool Fresh => (Packed & FreshBit) != 0;

    /// <summary>True where both are counted in the same row.</summary>
    public bool SameCell(UsualReport other) => Packed >> ProblemShift == other.Packed >> ProblemShift;
}
