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
    public async Task A_run_that_people_wait_for_does_not_rest_and_the_next_one_does()
    {
        var breather = new Breather(TimeSpan.FromSeconds(5), _time);
        breather.BeginRun(isWaitedFor: true);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.True(breather.RestAsync(default).IsCompleted);
        breather.BeginRun(isWaitedFor: false);
        Assert.Equal(90, await RestAfterAsync(breather, 10));
    }

    [Fact]
    public async Task A_run_that_is_longer_than_expected_rests_three_times_as_long_as_it_works()
    {
        var breather = Begun(TimeSpan.FromMilliseconds(380));
        Assert.Equal(360, await RestAfterAsync(breather, 40));
        Assert.Equal(120, await RestAfterAsync(breather, 40));
        Assert.Equal(1500, await RestAfterAsync(breather, 500));
    }

    [Fact]
    public async Task A_run_spreads_its_rests_over_as_much_work_as_the_longest_one_not_long_ago_had()
    {
        var breather = Begun(TimeSpan.FromSeconds(6));
        for (var i = 0; i < 40; i++)
        {
            await RestAfterAsync(breather, 50);
        }

        breather.BeginRun(isWaitedFor: false);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(150, await RestAfterAsync(breather, 50));
        }

        // The one before had half of that: less is expected, but not yet half.
        breather.BeginRun(isWaitedFor: false);
        Assert.InRange(await RestAfterAsync(breather, 50), 151, 160);
    }

    [Fact]
    public async Task Where_a_run_works_for_longer_than_all_its_rests_they_are_that_much_shorter_than_the_work()
    {
        var breather = Begun(TimeSpan.FromSeconds(1));
        await RestAfterAsync(breather, 4000);
        breather.BeginRun(isWaitedFor: false);
        Assert.Equal(250, await RestAfterAsync(breather, 1000));
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
