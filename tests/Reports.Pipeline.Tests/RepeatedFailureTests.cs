namespace Reports.Pipeline.Tests;

public sealed class RepeatedFailureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 4, 0, 0, TimeSpan.Zero);
    private readonly RepeatedFailure _failures = new();

    [Fact]
    public void The_first_is_told_at_once_and_the_others_once_a_minute_with_how_many_there_were()
    {
        Assert.Equal(3, _failures.Add(3, Now));
        Assert.Equal(0, _failures.Add(1, Now));
        Assert.Equal(0, _failures.Add(2, Now.AddSeconds(59)));
        Assert.Equal(7, _failures.Add(4, Now.AddSeconds(60)));
        Assert.Equal(0, _failures.Add(1, Now.AddSeconds(61)));
    }
}
