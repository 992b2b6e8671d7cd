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
    }

    [Fact]
    public void New_HasChanceInEveryOtherBit()
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

        Assert.Equal((0x70, 0x80), (all[6], all[8]));
        Assert.Equal((0x7F, 0xBF), (any[6], any[8]));
        Assert.All(all[9..].Append(all[7]), bits => Assert.Equal(0, bits));
        Assert.All(any[9..].Append(any[7]), bits => Assert.Equal(byte.MaxValue, bits));
    }

    [Fact]
    public void New_BeforeAllInstants_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ReportIds.New(DateTimeOffset.UnixEpoch.AddMilliseconds(-1)));
}
