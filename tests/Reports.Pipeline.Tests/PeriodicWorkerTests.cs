namespace Reports.Pipeline.Tests;

public sealed class PeriodicWorkerTests
{
    private static readonly DateTimeOffset Hour = new(2026, 5, 19, 13, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(37, 37, 42)]
    [InlineData(41, 43, 52)]
    [InlineData(42, 42, 52)]
    [InlineData(42, 51, 52)]
    [InlineData(42, 55, 55)]
    public void A_loop_with_a_phase_falls_on_it_whenever_it_was_started_and_however_long_a_run_took(int began, int ended, int next) =>
        Assert.Equal(next, Next(TimeSpan.FromSeconds(2), began, ended));

    [Theory]
    [InlineData(37, 37, 47)]
    [InlineData(37, 40, 47)]
    [InlineData(37, 50, 50)]
    [InlineData(37, 30, 40)]
    public void A_loop_without_one_counts_from_its_last_run_and_waits_no_longer_than_a_period(int began, int ended, int next) => Assert.Equal(next, Next(null, began, ended));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 4)]
    [InlineData(30, 10)]
    public void A_run_that_failed_is_tried_again_soon_unless_it_took_long(int took, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), PeriodicWorker.Retry(TimeSpan.FromSeconds(10), Hour, Hour.AddSeconds(took)));

    /// <summary>When the next run of a loop of ten seconds begins, in seconds after the hour.</summary>
    private static double Next(TimeSpan? phase, int began, int ended) =>
        ended + PeriodicWorker.Pause(TimeSpan.FromSeconds(10), phase, Hour.AddSeconds(began), Hour.AddSeconds(ended)).TotalSeconds;
}
