using Reports.Detection.Detectors;

namespace Reports.Benchmarks.Worlds;

/// <summary>
/// One series of the reference: a CUSUM for each of three surges until one alarms, then one for the way back. A minute adds at most a little less than
/// half the limit and an alarm takes three minutes with more than usual, so a blip of one or two minutes alone raises none.
/// </summary>
internal sealed class ReferenceSeries(double limit)
{
    private const double CapShare = 0.49;
    private const int LeastMinutes = 3;

    /// <summary>Evidence in nats that closes an alarm.</summary>
    private const double CloseLimit = 3;

    /// <summary>The present rate is smoothed over about eight minutes.</summary>
    private const double Smoothing = 1.0 / 8;

    private static readonly double[] Ratios = [2, 4, 12];
    private readonly double[] _sums = new double[Ratios.Length];
    private readonly int[] _minutes = new int[Ratios.Length];
    private readonly int[] _onsets = new int[Ratios.Length];
    private bool _isAlarm;
    private double _evidence;
    private double _back;
    private double _rate;
    private double _peak;
    private int _onset;
    private int _raised;

    /// <param name="usual">Expected count, greater than 0.</param>
    /// <param name="dispersion">Variance over mean, at least 1, by which evidence is divided.</param>
    /// <returns>Whether the series is in alarm.</returns>
    public bool Advance(int minute, int count, double usual, double dispersion)
    {
        _rate += Smoothing * (count - _rate);
        if (_isAlarm)
        {
            Close(count, usual, dispersion);
        }
        else
        {
            Raise(minute, count, usual, dispersion);
        }

        return _isAlarm;
    }

    public SeriesVerdict Verdict(int region, double usual) =>
        new(region, AlarmLevel.Alarm, _evidence, _onset, _raised, usual, _rate, _peak, _back > 0, region);

    private void Raise(int minute, int count, double usual, double dispersion)
    {
        for (var i = 0; i < Ratios.Length; i++)
        {
            var gain = Math.Min(CapShare * limit, ((count * Math.Log(Ratios[i])) - ((Ratios[i] - 1) * usual)) / dispersion);
            if (_sums[i] <= 0)
            {
                (_minutes[i], _onsets[i]) = (0, minute);
            }

            _sums[i] = Math.Max(0, _sums[i] + gain);
            _minutes[i] += gain > 0 ? 1 : 0;
            if (_sums[i] >= limit && _minutes[i] >= LeastMinutes && !_isAlarm)
            {
                (_isAlarm, _evidence, _onset, _raised, _back, _peak) = (true, _sums[i], _onsets[i], minute, 0, _rate);
            }
        }
    }

    /// <summary>Between the usual rate and the geometric mean of it and the peak, at least twice the usual: Page's test for the lower one.</summary>
    private void Close(int count, double usual, double dispersion)
    {
        _peak = Math.Max(_peak, _rate);
        var high = Math.Max(2 * usual, Math.Sqrt(usual * _peak));
        _back = Math.Max(0, _back + ((high - usual - (count * Math.Log(high / usual))) / dispersion));
        if (_back >= CloseLimit)
        {
            _isAlarm = false;
            Array.Clear(_sums);
        }
    }
}
