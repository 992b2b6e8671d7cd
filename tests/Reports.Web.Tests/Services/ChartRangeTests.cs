using CsCheck;
using Reports.Web.Features.Services;

namespace Reports.Web.Tests.Services;

public sealed class ChartRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 13, 12, 34, 56, TimeSpan.Zero);

    /// <summary>Days and instants of the last months, and whatever else is sent in their place.</summary>
    private static readonly Gen<string?> Ends = Gen.Frequency(
        (3, Gen.Int[-60_000_000, 100_000].Select(seconds => (string?)Now.AddSeconds(seconds).ToString("O"))), (2, Gen.Int[-500, 2].Select(days => (string?)Now.AddDays(days).ToString("yyyy-MM-dd"))), (1, Hostile.Text.Select(text => (string?)text)), (1, Gen.Const((string?)null)));

    [Fact]
    public void Any_span_is_of_whole_steps_ends_by_now_and_is_never_too_long() => Gen.Select(Gen.OneOf(Gen.OneOf<string?>(null, "24h", "7d", "30d"), Hostile.Text.Select(text => (string?)text)), Ends, Ends).Sample(
        (name, from, to) =>
        {
            var range = ChartRange.Read(name, from, to, Now);
            return range.From % range.Step == 0 && range.To % range.Step == 0 && range.From < range.To && range.End <= Now.AddMinutes(1 + range.Step)
                && range.To - range.From <= (ChartRange.MostDays * 24 * 60) + (2 * range.Step);
        },
        iter: 20_000);

    [Theory]
    [InlineData(null, null, null, "2026-05-12T12:35", "2026-05-13T12:35", 5)]
    [InlineData("7d", null, null, "2026-05-06T12:30", "2026-05-13T13:00", 30)]
    [InlineData("30d", null, null, "2026-04-13T12:00", "2026-05-13T14:00", 120)]
    [InlineData(null, "2026-05-01", "2026-05-02", "2026-05-01T00:00", "2026-05-03T00:00", 15)]
    [InlineData(null, "2026-05-01", null, "2026-05-01T00:00", "2026-05-13T13:00", 60)]
    [InlineData(null, "2026-05-13T10:00Z", "2026-05-13T11:30Z", "2026-05-13T10:00", "2026-05-13T11:30", 1)]
    [InlineData(null, "2026-05-13T10:00Z", "2026-05-13T10:05Z", "2026-05-13T10:00", "2026-05-13T11:00", 1)]
    [InlineData(null, "2026-05-13T11:39Z", null, "2026-05-13T11:35", "2026-05-13T12:35", 1)]
    [InlineData(null, "2026-05-13T12:30Z", "2026-05-13T12:33Z", "2026-05-13T11:35", "2026-05-13T12:35", 1)]
    [InlineData(null, "2026-05-12", "2030-01-01", "2026-05-12T00:00", "2026-05-13T12:45", 15)]
    public void Read_OfASpan_IsWholeStepsThatHoldIt(string? name, string? from, string? to, string start, string end, int step)
    {
        var range = ChartRange.Read(name, from, to, Now);

        Assert.False(range.IsWrong);
        Assert.Equal((Instant(start), Instant(end), step), (range.Start, range.End, range.Step));
    }

    [Theory]
    [InlineData("8d", null, null), InlineData(null, "nonsense", null), InlineData(null, "2026-05-03", "2026-05-01"), InlineData(null, "2027-01-01", null)]
    [InlineData(null, "2020-01-01", "2026-05-01"), InlineData(null, null, "2026-05-01"), InlineData(null, "0001-01-01", "0001-01-02"), InlineData(null, "9999-12-31", "9999-12-31"), InlineData(null, "2026-02-30", null)]
    public void Read_OfNoSpan_IsTheDayAndSaysSo(string? name, string? from, string? to)
    {
        var range = ChartRange.Read(name, from, to, Now);

        Assert.True(range is { IsWrong: true, IsDay: true });
    }

    [Fact]
    public void Links_LeadToSpansThatAreReadAsTheyWereMeant()
    {
        var day = ChartRange.Read(null, null, null, Now);
        var closer = day.Scaled(0.5, Now);
        var query = closer.Query.ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);

        Assert.Equal(closer, ChartRange.Read(null, query["from"], query["to"], Now));
        Assert.Equal(TimeSpan.FromHours(12), closer.End - closer.Start);
        Assert.True(day.Moved(1, Now).End <= day.End);
        Assert.Equal(day.Start.AddHours(-12).Ticks, day.Moved(-1, Now).Start.Ticks, TimeSpan.FromMinutes(5).Ticks);
        Assert.True(Enumerable.Range(0, 12).Aggregate(day, (span, _) => span.Scaled(0.5, Now)) is var closest && closest.End - closest.Start >= TimeSpan.FromHours(1));
        Assert.True(Enumerable.Range(0, 12).Aggregate(day, (span, _) => span.Scaled(2, Now)) is { IsWrong: false });
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
