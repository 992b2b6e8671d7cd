using Microsoft.Extensions.Time.Testing;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Tests.Status;

public sealed class TurnsTests
{
    [Fact]
    public async Task Few_work_at_once_and_who_finds_too_many_waiting_is_told_at_once()
    {
        using var turns = new Turns(atOnce: 2, mostWaiting: 1);
        var gate = new TaskCompletionSource();
        var (working, most) = (0, 0);
        var tasks = Enumerable.Range(0, 3).Select(_ => turns.TakeAsync(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref working));
            await gate.Task;
            Interlocked.Decrement(ref working);
            return 1;
        })).ToList();

        await Assert.ThrowsAsync<BusyException>(() => turns.TakeAsync(() => Task.FromResult(1)));
        gate.SetResult();
        var done = await Task.WhenAll(tasks);
        Assert.Equal([1, 1, 1], done);
        Assert.Equal(2, most);
        Assert.Equal(2, await turns.TakeAsync(() => Task.FromResult(2)));
    }

    [Fact]
    public async Task Of_many_who_ask_for_the_same_one_reads_until_it_is_old()
    {
        var time = new FakeTimeProvider();
        var memory = new ShortMemory<int, string>(TimeSpan.FromSeconds(10), 100, time);
        var reads = 0;
        Task<string> Read() => Task.FromResult((++reads).ToString(System.Globalization.CultureInfo.InvariantCulture));

        var both = await Task.WhenAll(memory.GetAsync(7, Read), memory.GetAsync(7, Read));
        Assert.Equal(["1", "1"], both);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("2", await memory.GetAsync(7, Read));
        Assert.Equal("3", await memory.GetAsync(8, Read));
    }

    [Fact]
    public async Task What_failed_is_asked_again_and_what_is_full_forgets()
    {
        var memory = new ShortMemory<int, string>(TimeSpan.FromMinutes(1), 3, new FakeTimeProvider());
        await Assert.ThrowsAsync<InvalidOperationException>(() => memory.GetAsync(1, () => throw new InvalidOperationException()));
        Assert.Equal("a", await memory.GetAsync(1, () => Task.FromResult("a")));
        for (var key = 2; key < 20; key++)
        {
            await memory.GetAsync(key, () => Task.FromResult("b"));
            Assert.True(memory.Count <= 3);
        }
    }
}
