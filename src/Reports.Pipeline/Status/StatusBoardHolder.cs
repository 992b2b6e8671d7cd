using System.Threading.Channels;

namespace Reports.Pipeline.Status;

/// <summary>
/// Holds the current board and tells subscribers of new ones. Publishing happens on one thread at a time; reading and subscribing on any.
/// A subscriber that reads slowly misses boards, never memory: its channel keeps only the newest.
/// </summary>
public sealed class StatusBoardHolder
{
    private readonly Lock _gate = new();
    private readonly HashSet<Channel<BoardChange>> _subscribers = [];
    private volatile StatusBoard _current = new(0, DateTimeOffset.UnixEpoch, simulated: false, [], []);

    public StatusBoard Current => _current;

    /// <summary>True once a tick has built a board.</summary>
    public bool IsReady => _current.Version > 0;

    public void Publish(StatusBoard board)
    {
        var change = new BoardChange(_current, board);
        _current = board;
        lock (_gate)
        {
            foreach (var subscriber in _subscribers)
            {
                subscriber.Writer.TryWrite(change);
            }
        }
    }

    /// <summary>Yields every new board until cancelled; where the reader lags, the oldest unread ones are dropped.</summary>
    public async IAsyncEnumerable<BoardChange> SubscribeAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<BoardChange>(new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            _subscribers.Add(channel);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_gate)
            {
                _subscribers.Remove(channel);
            }
        }
    }
}

/// <summary>The step from one board to the next.</summary>
public sealed record BoardChange(StatusBoard Before, StatusBoard After);
