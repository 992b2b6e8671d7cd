using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Scenarios.Chance;

namespace Reports.Scenarios.Populations;

/// <summary>
/// The usual reports of one service, a UTC day at a time. Arrivals are drawn by exponential gaps at the highest possible rate and thinned to
/// the rate of their minute (Lewis and Shedler 1979), so the cost follows the reports, not the minutes of every series.
/// </summary>
internal sealed class UsualDays(PopulationModel model, ServicePopulation population, Unrest unrest)
{
    private const int MillisecondsPerMinute = 60_000;

    public IReadOnlyList<UsualReport> Of(int day)
    {
        var reports = new List<UsualReport>();
        var offsets = new int[MinuteBucket.PerDay / MinuteBucket.PerHour];
        foreach (var use in population.Countries)
        {
            Draw(use, day, offsets, reports);
        }

        reports.Sort((left, right) => left.Packed.CompareTo(right.Packed));
        return reports;
    }

    public IEnumerable<MinuteCount> Counts(int fromMinute, int toMinute)
    {
        for (var day = fromMinute / MinuteBucket.PerDay; day * MinuteBucket.PerDay < toMinute; day++)
        {
            var start = day * MinuteBucket.PerDay;
            var reports = Of(day);
            for (var i = 0; i < reports.Count;)
            {
                var first = reports[i];
                var count = 0;
                var fresh = 0;
                for (; i < reports.Count && reports[i].SameCell(first); i++)
                {
                    count++;
                    fresh += reports[i].Fresh ? 1 : 0;
                }

                var minute = start + first.MinuteOfDay;
                if (minute >= fromMinute && minute < toMinute)
                {
                    yield return new MinuteCount(population.Service.Id, minute, first.Place, first.Kind, first.Problem, count, fresh);
                }
            }
        }
    }

    private void Draw(CountryUse use, int day, int[] offsets, List<UsualReport> reports)
    {
        var people = use.People;
        var place = people.Country.Place.Value;
        var service = population.Service.Id;
        var start = day * MinuteBucket.PerDay;
        var random = new Dice(model.Seed, 4, (ulong)service, (ulong)place, (ulong)day);
        var mean = population.PerMinute * use.Share;
        var highest = mean * population.Curve.Highest * unrest.Highest;
        var offsetsKnown = false;
        for (var moment = random.NextExponential() / highest; moment < MinuteBucket.PerDay; moment += random.NextExponential() / highest)
        {
            if (!offsetsKnown)
            {
                for (var hour = 0; hour < offsets.Length; hour++)
                {
                    offsets[hour] = people.OffsetAt(start + hour * MinuteBucket.PerHour);
                }

                offsetsKnown = true;
            }

            var minute = (int)moment;
            // Compared from the cheapest factor on: most candidates fall to the curve alone.
            var threshold = random.NextUnit() * highest;
            var regular = mean * population.Curve[people.QuarterOfWeek(start + minute, offsets[minute / MinuteBucket.PerHour])];
            if (regular * unrest.Highest < threshold || regular * unrest.At(service, place, start + minute) < threshold)
            {
                continue;
            }

            var works = random.Chance(PopulationModel.WorksShare);
            reports.Add(new UsualReport(
                minute,
                people.DrawPlace(random),
                works ? ReportKind.Works : ReportKind.Down,
                works ? (short)0 : population.Problems.Draw(random),
                (int)((moment - minute) * MillisecondsPerMinute),
                !works && random.Chance(PopulationModel.FreshShare)));
        }
    }
}
