using Microsoft.Extensions.Time.Testing;
using Reports.Domain.Keys;
using Reports.Pipeline.Keys;

namespace Reports.Pipeline.Tests.Keys;

public sealed class LineQuotaTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Each_key_has_its_own_lines_and_gets_them_again_after_a_minute()
    {
        var quota = new LineQuota(_clock);
        var (one, other) = (Key(3), Key(3));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(quota.TryTake(one)));

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(quota.TryTake(one));
        Assert.Equal(new QuotaLeft(0, TimeSpan.FromSeconds(1)), quota.LeftOf(one));
        Assert.True(quota.TryTake(other));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(quota.TryTake(one));
        Assert.Equal(new QuotaLeft(2, TimeSpan.FromMinutes(1)), quota.LeftOf(one));
    }

    [Fact]
    public void A_key_without_a_quota_is_never_refused()
    {
        var quota = new LineQuota(_clock);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(quota.TryTake(Key(null))));
        Assert.Null(quota.LeftOf(Key(null)));
    }

    [Fact]
    public void Many_threads_together_take_no_line_more()
    {
        var quota = new LineQuota(_clock);
        var key = Key(1000);
        var taken = 0;

        Parallel.For(0, 4000, _ => Interlocked.Add(ref taken, quota.TryTake(key) ? 1 : 0));

        Assert.Equal(1000, taken);
    }

    private static ApiKey Key(int? lines) => new(Guid.NewGuid(), "partner", ApiScopes.Ingest, lines);
}
