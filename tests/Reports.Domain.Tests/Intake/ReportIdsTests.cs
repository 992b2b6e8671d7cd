using System.Collections.Concurrent;
using Reports.Domain.Intake;

namespace Reports.Domain.Tests.Intake;

public sealed class ReportIdsTests
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 24, 5, 12, 44, 523, TimeSpan.Zero);

    [Fact]
    public void New_IsAnIdOfVersionSeven()
    {
        foreach (var id in Enumerable.Range(0, 1000).Select(_ => ReportIds.New(Instant)))
        {
            Assert.Equal(7, id.Version);
            Assert.InRange(id.Variant, 8, 11);
            Assert.Equal(Instant, Report.InstantOf(id));
        }
    }

    [Fact]
    public void New_OfAnotherInstant_DiffersAsTheFrameworksIdsDo()
    {
        string Start(Guid id) => id.ToString("N")[..13];

        foreach (var at in new[] { DateTimeOffset.UnixEpoch, Instant, Instant.AddTicks(9_999), new(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero) })
        {
            Assert.Equal(Start(Guid.CreateVersion7(at)), Start(ReportIds.New(at)));
        }
    }

    [Fact]
    public void New_OfTheSameInstantOnManyThreads_IsNeverTheSame()
    {
        var ids = new ConcurrentBag<Guid>();

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 5000; i++)
            {
                ids.Add(ReportIds.New(Instant));
            }
        });

        Assert.Equal(40_000, ids.Distinct().Count());
        Assert.Equal(40_000, ids.Select(CountOf).Distinct().Count());
    }

    /// <summary>They go to the end of an index, one behind the other, but for one pair in 67 million, where the count begins anew.</summary>
    [Fact]
    public void New_OfTheSameInstant_AreInTheOrderTheyWereMade()
    {
        var ids = Enumerable.Range(0, 40_000).Select(_ => ReportIds.New(Instant).ToString()).ToList();

        var pairs = ids.Zip(ids.Skip(1), string.CompareOrdinal).ToList();
        Assert.InRange(pairs.Count(order => order >= 0), 0, 1);
    }

    [Fact]
    public void New_HasChanceInItsLastSixBytes()
    {
        var (all, any) = (new byte[16], new byte[16]);
        Array.Fill(all, byte.MaxValue);
        for (var i = 0; i < 500; i++)
        {
            var bytes = ReportIds.New(Instant).ToByteArray(bigEndian: true);
            for (var at = 0; at < bytes.Length; at++)
            {
                all[at] &= bytes[at];
                any[at] |= bytes[at];
            }
        }

        Assert.All(all[10..], bits => Assert.Equal(0, bits));
        Assert.All(any[10..], bits => Assert.Equal(byte.MaxValue, bits));
    }

    [Fact]
    public void New_BeforeAllInstants_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ReportIds.New(DateTimeOffset.UnixEpoch.AddMilliseconds(-1)));

    /// <summary>The bits between the version and the chance, without the variant.</summary>
    private static string CountOf(Guid id) => id.ToString("N")[13..16] + (Convert.ToInt32(id.ToString("N")[16..20], 16) & 0x3FFF);
}
