using System.Threading.Channels;

namespace Reports.Pipeline.Status;

/// <summary>
/// Holds the current board and tells subscribers of new ones. Publishing happens on one thread at a time; reading and subscribing on any.
/// A subscriber that reads slowly misses boards, never the newest one and never memory: its channel keeps only that.
/// </summary>
public sealed class StatusBoardHolder
{
    private readonly Lock _gate = new();
    private readonly HashSet<Channel<StatusBoard>> _subscribers = [];
    private volatile StatusBoard _current = new(0, DateTimeOffset.UnixEpoch, simulated: false, [], []);

    public StatusBoard Current => _current;

    /// <summary>True once a tick has built a board.</summary>
    public bool IsReady => _current.Version > 0;

    public void Publish(StatusBoard board)
    {
        lock (_gate)
        {
            _current = board;
            foreach (var subscriber in _subscribers)
            {
                subscriber.Writer.TryWrite(board);
            }
        }
    }

    /// <summary>The current board, once there is one, and then every newer one that the reader is quick enough for. Dispose it to unsubscribe.</summary>
    public Subscription Subscribe() => new(this);

    public sealed class Subscription : IDisposable
    {
        private readonly StatusBoardHolder _holder;
        private readonly Channel<StatusBoard> _channel =
            Channel.CreateBounded<StatusBoard>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        internal Subscription(StatusBoardHolder holder)
        {
            _holder = holder;
            lock (holder._gate)
            {
                holder._subscribers.Add(_channel);
                if (holder.IsReady)
                {
                    _channel.Writer.TryWrite(holder.Current);
                }
            }
        }

        public ChannelReader<StatusBoard> Reader => _channel.Reader;

        public void Dispose()
        {
            lock (_holder._gate)
            {
                _holder._subscribers.Remove(_channel);
            }
        }
    }
}
