using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Status;

/// <summary>
/// Adds up one service's reports per subdivision and gives out those with enough reporters. What it keeps back is told by the country's number
/// only; where that rest would itself be of too few people, the smallest one shown goes back into it, or it could be worked out by subtraction.
/// </summary>
internal sealed class SubdivisionCounts(int windowMinutes)
{
    private readonly Dictionary<PlaceId, Part> _parts = [];

    /// <param name="count">Not of an earlier minute than the one before; counts of countries and of no place belong here too.</param>
    public void Add(MinuteCount count)
    {
        if (count.Place.IsUnknown)
        {
            return;
        }

        if (!_parts.TryGetValue(count.Place, out var part))
        {
            _parts[count.Place] = part = new Part(windowMinutes);
        }

        (count.Kind == ReportKind.Down ? part.Down : part.Works).Add(count.Minute, count.Count);
    }

    /// <summary>By country and then most reports first.</summary>
    public IReadOnlyList<SubdivisionCount> Shown() =>
        [.. _parts.GroupBy(part => part.Key.CountryNumber).SelectMany(ShownIn)];

    private IEnumerable<SubdivisionCount> ShownIn(IEnumerable<KeyValuePair<PlaceId, Part>> country)
    {
        var parts = country.ToList();
        var works = Enough(parts, part => part.Works).ToHashSet();
        return Enough(parts, part => part.Down).Select(place => new SubdivisionCount(place.ToString(), _parts[place].Down.Reports, works.Contains(place) ? _parts[place].Works.Reports : null));
    }

    /// <summary>The places with enough reporters of a kind, most reports first.</summary>
    private IEnumerable<PlaceId> Enough(List<KeyValuePair<PlaceId, Part>> country, Func<Part, Tally> kind)
    {
        var rest = new Tally(windowMinutes);
        var shown = new Stack<(PlaceId Place, Tally Tally)>();
        foreach (var (place, tally) in country.Select(part => (part.Key, Tally: kind(part.Value))).OrderByDescending(part => part.Tally.Reports).ThenBy(part => part.Key))
        {
            if (!place.IsCountry && tally.Reporters >= DistinctReporters.Fewest)
            {
                shown.Push((place, tally));
            }
            else
            {
                rest.Join(tally);
            }
        }

        while (rest is { Reports: > 0, Reporters: < DistinctReporters.Fewest } && shown.TryPop(out var smallest))
        {
            rest.Join(smallest.Tally);
        }

        return shown.Reverse().Select(each => each.Place);
    }

    private sealed class Part(int windowMinutes)
    {
        public Tally Down { get; } = new(windowMinutes);

        public Tally Works { get; } = new(windowMinutes);
    }

    private sealed class Tally(int windowMinutes)
    {
        private readonly SortedDictionary<int, int> _minutes = [];

        public int Reports { get; private set; }

        public int Reporters
        {
            get
            {
                var reporters = new DistinctReporters(windowMinutes);
                foreach (var (minute, count) in _minutes)
                {
                    reporters.Add(minute, count);
                }

                return reporters.AtLeast;
            }
        }

        public void Add(int minute, int count)
        {
            _minutes[minute] = _minutes.GetValueOrDefault(minute) + count;
            Reports += count;
        }

        public void Join(Tally other)
        {
            foreach (var (minute, count) in other._minutes)
            {
                Add(minute, count);
            }
        }
    }
}
