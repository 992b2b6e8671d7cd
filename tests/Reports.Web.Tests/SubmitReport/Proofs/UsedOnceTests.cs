using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Reports.Web.Features.SubmitReport.Proofs;

namespace Reports.Web.Tests.SubmitReport.Proofs;

public sealed class UsedOnceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void When_it_is_full_the_oldest_is_forgotten_and_nothing_new_refused()
    {
        var used = new UsedOnce(_time, capacity: 3);
        var until = _time.GetUtcNow().AddMinutes(1);
        Assert.All((string[])["a", "b", "c", "d"], id => Assert.True(used.TryUse(id, until)));

        Assert.False(used.TryUse("d", until));
        Assert.False(used.TryUse("c", until));
        Assert.True(used.TryUse("a", until));
    }

    [Fact]
    public void What_has_expired_takes_no_room()
    {
        var used = new UsedOnce(_time, capacity: 3);
        Assert.True(used.TryUse("a", _time.GetUtcNow().AddMinutes(1)));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.All((string[])["b", "c", "d"], id => Assert.True(used.TryUse(id, _time.GetUtcNow().AddMinutes(1))));

        Assert.All((string[])["b", "c", "d"], id => Assert.False(used.TryUse(id, _time.GetUtcNow().AddMinutes(1))));
    }

    [Fact]
    public void Of_many_threads_one_gets_it()
    {
        var used = new UsedOnce(_time);
        var got = 0;
        Parallel.For(0, 1000, i => Interlocked.Add(ref got, used.TryUse((i % 10).ToString(CultureInfo.InvariantCulture), _time.GetUtcNow().AddMinutes(1)) ? 1 : 0));

        Assert.Equal(10, got);
    }
}
