using Microsoft.Extensions.Time.Testing;

namespace Reports.Pipeline.Tests;

public sealed class BreatherTests
{
    private readonly AskedTime _time = new();

    [Fact]
    public void Short_work_is_not_interrupted()
    {
        var breather = Begun(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(breather.RestAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Work_rests_nine_times_as_long_as_it_took()
    {
        var breather = Begun(TimeSpan.FromSeconds(5));
        Assert.Equal(90, await RestAfterAsync(breather, 10));
        Assert.True(breather.RestAsync(default).IsCompleted);
    }

    [Fact]
    public void What_was_waited_for_is_no_reason_to_rest()
    {
        var breather = Begun(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(1));
        breather.Begin();
        Assert.True(breather.RestAsync(default).IsCompleted);
    }

    [Fact]
    public async Task A_run_that_people_wait_for_does_not_rest_and_tells_nothing_of_the_next_one()
    {
        var breather = new Breather(TimeSpan.FromSeconds(5), _time);
        breather.BeginRun(isWaitedFor: true);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(0, await RestAfterAsync(breather, 100));
        }

        breather.BeginRun(isWaitedFor: false);
        Assert.Equal(90, await RestAfterAsync(breather, 10));
    }

    [Fact]
    public async Task A_run_that_is_longer_than_expected_rests_three_times_as_long_as_it_works_and_at_last_not_at_all()
    {
        var breather = Begun(TimeSpan.FromMilliseconds(1000));
        Assert.Equal(900, await RestAfterAsync(breather, 100));
        Assert.Equal(120, await RestAfterAsync(breather, 40));
        Assert.Equal(300, await RestAfterAsync(breather, 100));
        Assert.Equal(180, await RestAfterAsync(breather, 100));
        Assert.Equal(0, await RestAfterAsync(breather, 100));
        Assert.Equal(0, await RestAfterAsync(breather, 40_000));
    }

    [Fact]
    public async Task What_hangs_is_no_work_to_rest_from()
    {
        var breather = Begun(TimeSpan.FromSeconds(7));
        Assert.Equal(2250, await RestAfterAsync(breather, 25_000));
        breather.BeginRun(isWaitedFor: false);
        Assert.Equal(90, await RestAfterAsync(breather, 10));
    }

    [Fact]
    public async Task A_run_spreads_its_rests_over_as_much_work_as_the_longest_one_not_long_ago_had()
    {
        var breather = Begun(TimeSpan.FromSeconds(8));
        for (var i = 0; i < 40; i++)
        {
            await RestAfterAsync(breather, 50);
        }

        breather.BeginRun(isWaitedFor: false);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, await RestAfterAsync(breather, 50));
        }

        // That one had half as much: less is expected, but not yet half.
        breather.BeginRun(isWaitedFor: false);
        Assert.Equal(222, await RestAfterAsync(breather, 50));
    }

    [Fact]
    public async Task A_run_that_was_too_long_for_its_rests_leaves_the_next_one_as_much_rest_as_work()
    {
        var breather = Begun(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 100; i++)
        {
            await RestAfterAsync(breather, 100);
        }

        breather.BeginRun(isWaitedFor: false);
        Assert.Equal(100, await RestAfterAsync(breather, 100));
    }

    private Breather Begun(TimeSpan most)
    {
        var breather = new Breather(most, _time);
        breather.BeginRun(isWaitedFor: false);
        return breather;
    }

    /// <returns>Milliseconds of its rest; 0 without one.</returns>
    private async Task<double> RestAfterAsync(Breather breather, int milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _time.Asked = TimeSpan.Zero;
        var rest = breather.RestAsync(TestContext.Current.CancellationToken);
        var asked = _time.Asked;
        _time.Advance(asked);
        await rest.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        return asked.TotalMilliseconds;
    }

    /// <summary>Remembers what its last timer was asked for.</summary>
    private sealed class AskedTime : FakeTimeProvider
    {
        public TimeSpan Asked { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked = dueTime;
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
