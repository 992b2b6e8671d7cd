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

    /// <summary>Every new board from now on; where the reader lags, the oldest unread ones are dropped. Dispose it to unsubscribe.</summary>
    public Subscription Subscribe() => new(this);

    public sealed class Subscription : IDisposable
    {
        private readonly StatusBoardHolder _holder;
        private readonly Channel<BoardChange> _channel =
            Channel.CreateBounded<BoardChange>(new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        internal Subscription(StatusBoardHolder holder)
        {
            _holder = holder;
            lock (holder._gate)
            {
                holder._subscribers.Add(_channel);
            }
        }

        public ChannelReader<BoardChange> Reader => _channel.Reader;

        public void Dispose()
        {
            lock (_holder._gate)
            {
                _holder._subscribers.Remove(_channel);
            }
        }
    }
}

/// <summary>The step from one board to the next.</summary>
public sealed record BoardChange(StatusBoard Before, StatusBoard After);
