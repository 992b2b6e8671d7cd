namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>
/// Remembers what was used until it expires, and never more than <paramref name="capacity"/>: then the oldest is forgotten, for nobody honest may be refused
/// because others used much. Everything in it should live about equally long. Safe for all threads.
/// </summary>
public sealed class UsedOnce(TimeProvider time, int capacity = 50_000)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset Until)> _order = new();

    /// <summary>False where it was used before.</summary>
    public bool TryUse(string id, DateTimeOffset until)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_known.Add(id))
            {
                return false;
            }

            while (_order.TryPeek(out var oldest) && (oldest.Until < now || _order.Count >= capacity))
            {
                _known.Remove(_order.Dequeue().Id);
            }

            _order.Enqueue((id, until));
            return true;
        }
    }
}
