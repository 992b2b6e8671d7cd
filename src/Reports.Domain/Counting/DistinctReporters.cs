namespace Reports.Domain.Counting;

/// <summary>
/// Says whether counted reports of one service and kind are certain to come from at least so many people, without knowing who they are. A
/// person counts once per window, so all that was counted inside any one window is of different people; over a longer time the same few
/// may have come again, and the sum says nothing. What shows places smaller than a country, or cells of one minute, asks this.
/// </summary>
/// <param name="windowMinutes">How long a person counts once; greater than 0.</param>
/// <remarks>For one thread. It may say no where many people reported slowly, never yes where few did, a person being what the intake takes for one: a network and a browser.</remarks>
public sealed class DistinctReporters(int windowMinutes)
{
    /// <summary>Below country, and in cells of open data, fewer people than this are not shown, so that no one can be picked out.</summary>
    public const int Fewest = 3;

    private readonly Queue<(int Minute, int Count)> _window = [];
    private int _inWindow;

    /// <summary>At least so many different people are behind what was added.</summary>
    public int AtLeast { get; private set; }

    /// <param name="minute">Not before that of the call before.</param>
    public void Add(int minute, int count)
    {
        while (_window.TryPeek(out var oldest) && oldest.Minute <= minute - windowMinutes)
        {
            _inWindow -= _window.Dequeue().Count;
        }

        _window.Enqueue((minute, count));
        _inWindow += count;
        AtLeast = Math.Max(AtLeast, _inWindow);
    }
}
