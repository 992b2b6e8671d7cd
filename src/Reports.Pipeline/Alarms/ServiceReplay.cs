using System.Runtime.InteropServices;
using Reports.Detection.Series;
using Reports.Domain.Counting;

namespace Reports.Pipeline.Alarms;

/// <summary>Teaches one service's detector its stored past. Counts come in rising order of minute; then <see cref="Finish"/> once.</summary>
internal sealed class ServiceReplay
{
    private readonly ServiceWatch _watch;
    private readonly SiteRegions _regions;
    private readonly ObservedTime _observed;
    private readonly FrozenSpan[] _frozen;
    private readonly int _replayFromHour;
    private readonly int _untilMinute;
    private readonly Dictionary<int, (int Fresh, int Count, double Squares)> _hourSums = [];
    private readonly Dictionary<int, int> _minuteFresh = [];
    private readonly List<MinuteCount> _last = [];
    private readonly List<RegionHour> _buffer = [];
    private int _hour;
    private int _minute;

    // Before its first report perhaps nobody could report it: a service new to the catalogue is not one that was silent for weeks.
    private int _firstReport = int.MaxValue;

    public ServiceReplay(ServiceWatch watch, SiteRegions regions, ObservedTime observed, FrozenSpan[] frozen, int replayFromHour, int untilMinute)
    {
        (_watch, _regions, _observed, _frozen, _replayFromHour, _untilMinute) = (watch, regions, observed, frozen, replayFromHour, untilMinute);
        _hour = Math.Min(observed.FirstHour ?? replayFromHour, replayFromHour);
        watch.BeginRebuild();
    }

    public void Add(MinuteCount count)
    {
        if (_firstReport == int.MaxValue)
        {
            _firstReport = count.Minute;
            _hour = Math.Min(Math.Max(_hour, count.Minute / MinuteBucket.PerHour), _replayFromHour);
        }

        if (count.Minute >= _replayFromHour * MinuteBucket.PerHour)
        {
            _last.Add(count);
            return;
        }

        if (count.Minute / MinuteBucket.PerHour < _hour)
        {
            // Before anybody watched.
            return;
        }

        if (count.Minute != _minute)
        {
            CloseMinute();
            _minute = count.Minute;
        }

        CloseHoursBefore(count.Minute / MinuteBucket.PerHour);
        var region = _regions.IndexOf(count.Place);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_hourSums, region, out _);
        sum = (sum.Fresh + count.Fresh, sum.Count + count.Count, sum.Squares);
        CollectionsMarshal.GetValueRefOrAddDefault(_minuteFresh, region, out _) += count.Fresh;
    }

    public void Finish()
    {
        CloseMinute();
        _hour = _firstReport == int.MaxValue ? _replayFromHour : _hour;
        CloseHoursBefore(_replayFromHour);
        var counts = _last.ToLookup(count => count.Minute);
        for (var minute = _replayFromHour * MinuteBucket.PerHour; minute < _untilMinute; minute++)
        {
            _watch.Advance(minute, [.. counts[minute]], minute >= _firstReport && _observed.Contains(minute));
        }

        _watch.FinishRebuild();
    }

    private void CloseMinute()
    {
        foreach (var (region, fresh) in _minuteFresh)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_hourSums, region, out _);
            sum.Squares += (double)fresh * fresh;
        }

        _minuteFresh.Clear();
    }

    private void CloseHoursBefore(int hour)
    {
        for (; _hour < hour; _hour++)
        {
            _buffer.Clear();
            foreach (var (region, sum) in _hourSums)
            {
                _buffer.Add(new RegionHour(region, sum.Fresh, sum.Count, sum.Squares, _frozen.Any(span => span.Covers(region, _regions.Tree[region].Parent, _hour))));
            }

            _buffer.AddRange(_frozen
                .Where(span => !_hourSums.ContainsKey(span.Region) && span.Covers(span.Region, -1, _hour))
                .Select(span => new RegionHour(span.Region, 0, 0, 0, Frozen: true)));
            _watch.LearnHour(_hour, _observed.MinutesOf(_hour), CollectionsMarshal.AsSpan(_buffer));
            _hourSums.Clear();
        }
    }
}
