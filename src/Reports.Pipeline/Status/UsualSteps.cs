using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Status;

/// <summary>
/// What was usual in each step of the last day, kept as it was worked out when the step came: a step costs once, a chart does not change
/// behind its reader, and boards of the same five minutes share the arrays. Dropped when the detector is rebuilt. Used by the tick only, for one service at a time.
/// </summary>
internal sealed class UsualSteps(ServiceWatch watch)
{
    private readonly Dictionary<(int Region, int Step), UsualRange> _ranges = [];
    private int _generation = watch.Generation;

    /// <summary>The ranges of <paramref name="count"/> steps of <paramref name="step"/> minutes each, from <paramref name="first"/> on.</summary>
    public UsualRange Of(int region, int first, int step, int count)
    {
        if (_generation != watch.Generation)
        {
            _generation = watch.Generation;
            _ranges.Clear();
        }

        if (_ranges.TryGetValue((region, step), out var known) && known.First == first)
        {
            return known;
        }

        var range = new UsualRange(first, new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var minute = first + (i * step);
            var old = known is null ? -1 : (minute - known.First) / step;
            if (old >= 0 && old < count)
            {
                (range.Mean[i], range.Lower[i], range.Upper[i]) = (known!.Mean[old], known.Lower[old], known.Upper[old]);
            }
            else
            {
                var expected = watch.Expected(region, minute, minute + step);
                (range.Mean[i], range.Lower[i], range.Upper[i]) = (expected.Mean, expected.Lower, expected.Upper);
            }
        }

        return _ranges[(region, step)] = range;
    }
}

/// <summary>Mean and edges of what is usual, per step. Never changed once made.</summary>
internal sealed record UsualRange(int First, double[] Mean, double[] Lower, double[] Upper);
