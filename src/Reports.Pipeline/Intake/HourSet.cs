using System.Collections;

namespace Reports.Pipeline.Intake;

/// <summary>A set of hours from some hour on, a bit for each.</summary>
internal sealed class HourSet(int first)
{
    private readonly BitArray _bits = new(0);

    public bool Contains(int hour) => hour >= first && hour - first < _bits.Length && _bits[hour - first];

    public void Add(int hour)
    {
        if (hour < first)
        {
            return;
        }

        if (hour - first >= _bits.Length)
        {
            _bits.Length = hour - first + 1;
        }

        _bits[hour - first] = true;
    }

    /// <summary>The nearest hour of the set, before or after one, at most so many hours away.</summary>
    /// <param name="step">-1 for before, 1 for after.</param>
    public int? Nearest(int hour, int step, int within)
    {
        for (var away = 1; away <= within; away++)
        {
            if (Contains(hour + (step * away)))
            {
                return hour + (step * away);
            }
        }

        return null;
    }
}
