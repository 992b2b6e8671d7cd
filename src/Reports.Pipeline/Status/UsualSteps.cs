using Reports.Detection.Baselines;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Status;

/// <summary>
/// What was usual in each step of the last day, kept as it was worked out when the step came: a step costs once, and a chart does not change
/// behind its reader. Dropped when the detector is rebuilt. Used by the tick only.
/// </summary>
internal sealed class UsualSteps(ServiceWatch watch)
{
    private readonly Dictionary<(int Region, int Step), Dictionary<int, ExpectedRange>> _steps = [];
    private int _generation = watch.Generation;

    /// <summary>The ranges of <paramref name="count"/> steps of <paramref name="step"/> minutes each, from <paramref name="first"/> on.</summary>
    public ExpectedRange[] Of(int region, int first, int step, int count)
    {
        if (_generation != watch.Generation)
        {
            _generation = watch.Generation;
            _steps.Clear();
        }

        if (!_steps.TryGetValue((region, step), out var known))
        {
            _steps[(region, step)] = known = [];
        }

        var ranges = new ExpectedRange[count];
        for (var i = 0; i < count; i++)
        {
            var minute = first + (i * step);
            if (!known.TryGetValue(minute, out ranges[i]))
            {
                known[minute] = ranges[i] = watch.Detector.Expected(region, minute, minute + step);
            }
        }

        if (known.Count > 2 * count)
        {
            foreach (var old in known.Keys.Where(minute => minute < first).ToList())
            {
                known.Remove(old);
            }
        }

        return ranges;
    }
}
