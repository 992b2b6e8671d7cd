using System.Globalization;
using System.Net.ServerSentEvents;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Outages;

namespace Reports.Web.Tests.Outages;

public sealed class LiveEventsTests
{
    private const string Ping = "ping";
    private readonly StatusBoardHolder _boards = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Before_the_first_board_a_reader_waits_and_is_then_told_what_is_but_nothing_of_old_as_new()
    {
        await using var reader = Read();
        Assert.Equal([Ping], await NextAsync(reader, 1));
        var waiting = reader.MoveNextAsync();
        Assert.False(waiting.IsCompleted);

        _boards.Publish(SampleBoards.Blackout());

        Assert.True(await waiting);
        Assert.Equal(["status", "status", "status"], [reader.Current.EventType, .. await NextAsync(reader, 2)]);
    }

    [Fact]
    public async Task A_reader_who_slept_through_many_boards_is_told_what_differs_from_the_last_one_read()
    {
        _boards.Publish(SampleBoards.Calm());
        await using var reader = Read(SampleServices.Zoom);
        Assert.Equal(["status"], await NextAsync(reader, 1));

        _boards.Publish(SampleBoards.Blackout());
        for (var i = 0; i < 10; i++)
        {
            _boards.Publish(SampleBoards.Blackout());
        }

        await NextAsync(reader, 1);
        Assert.Contains("\"status\":\"outage\"", reader.Current.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0), InlineData(2), InlineData(3)]
    public async Task Who_was_away_gets_the_transitions_that_were_missed(long last)
    {
        _boards.Publish(SampleBoards.Resolved());
        await using var reader = Read(SampleServices.Zoom, last);

        (string, long)[] told = [("outage.opened", 2), ("outage.recovering", 3), ("outage.resolved", 4)];
        foreach (var (type, id) in told.Where(one => one.Item2 > last))
        {
            await NextAsync(reader, 1);
            Assert.Equal((type, id), (reader.Current.EventType, long.Parse(reader.Current.EventId!, CultureInfo.InvariantCulture)));
        }

        Assert.Equal(["status"], await NextAsync(reader, 1));
    }

    [Fact]
    public async Task An_id_from_elsewhere_does_not_silence_what_is_to_come()
    {
        _boards.Publish(Only(SampleOutages.Blackout(OutageState.Outage)));
        await using var reader = Read(last: long.MaxValue);
        Assert.Equal(["status", "status", "status"], await NextAsync(reader, 3));

        _boards.Publish(Only(SampleOutages.Blackout(OutageState.Recovering)));
        Assert.Equal(["outage.recovering"], await NextAsync(reader, 1));
    }

    [Fact]
    public async Task Boards_without_news_do_not_keep_the_connection_silent()
    {
        _boards.Publish(SampleBoards.Calm());
        await using var reader = Read();
        Assert.Equal([Ping], await NextAsync(reader, 1));
        var waiting = reader.MoveNextAsync();
        for (var i = 0; i < 2; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            _boards.Publish(SampleBoards.Calm());
        }

        Assert.True(await waiting);
        Assert.Equal(Ping, reader.Current.EventType);
    }

    [Fact]
    public async Task When_the_site_stops_the_stream_ends()
    {
        _boards.Publish(SampleBoards.Calm());
        await using var reader = Read();
        await NextAsync(reader, 1);
        var waiting = reader.MoveNextAsync();
        Assert.False(waiting.IsCompleted);

        _lifetime.StopApplication();

        Assert.False(await waiting);
    }

    private IAsyncEnumerator<SseItem<string>> Read(MonitoredService? service = null, long? last = null) =>
        new LiveEvents(_boards, _lifetime, _time).ReadAsync(service, last, CancellationToken.None).GetAsyncEnumerator();

    private static async Task<List<string>> NextAsync(IAsyncEnumerator<SseItem<string>> reader, int count)
    {
        List<string> types = [];
        while (types.Count < count && await reader.MoveNextAsync())
        {
            types.Add(reader.Current.EventType);
        }

        return types;
    }

    private static StatusBoard Only(OutageView outage) => new(1, SampleBoards.Now, simulated: false, SampleBoards.Blackout().Services, [outage]);
}
