using Microsoft.Extensions.Time.Testing;

namespace Reports.Pipeline.Tests;

public sealed class BreatherTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Short_work_is_not_interrupted()
    {
        var breather = new Breather(TimeSpan.FromSeconds(5), _time);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(breather.RestAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Work_rests_nine_times_as_long_as_it_took()
    {
        var breather = new Breather(TimeSpan.FromSeconds(5), _time);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        var rest = breather.RestAsync(default);
        _time.Advance(TimeSpan.FromMilliseconds(89));
        Assert.False(rest.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await rest.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(breather.RestAsync(default).IsCompleted);
    }

    [Fact]
    public void What_was_waited_for_is_no_reason_to_rest()
    {
        var breather = new Breather(TimeSpan.FromSeconds(5), _time);
        _time.Advance(TimeSpan.FromSeconds(1));
        breather.Begin();
        Assert.True(breather.RestAsync(default).IsCompleted);
    }

    [Fact]
    public async Task All_rests_together_have_an_end()
    {
        var breather = new Breather(TimeSpan.FromMilliseconds(100), _time);
        _time.Advance(TimeSpan.FromMilliseconds(40));
        var rest = breather.RestAsync(default);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await rest.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(breather.RestAsync(default).IsCompleted);
    }
}
