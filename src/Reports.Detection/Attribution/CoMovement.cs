namespace Reports.Detection.Attribution;

/// <summary>
/// Learns from past surges which services people mix up: those whose surges follow another's outages, in the same places, at the size of a spill.
/// Three explanations of an ordered pair are compared over the outages i of the origin: chance, a common cause (they fail together, at any size),
/// and confusion (q of the outages spill).
/// <code>
/// chance:     1
/// common:     ∫ ∏ᵢ (1 − q + q·1[followed]/pᵢ) dq
/// confusion:  ∫ ∏ᵢ (1 − q + q·sᵢ/pᵢ) dq          q uniform on (0, 1)
/// </code>
/// relative to chance, where pᵢ = 1 − e^(−λᵢ·lengthᵢ), λᵢ the follower's surges a minute, is the chance that one begins there by itself, and sᵢ how much
/// better a spill explains its size than any size does (<see cref="SpillModel.ShareRatio"/>); 0 where none began. So an outage that the follower shares at
/// its own full size counts as if nothing had followed: sizes decide. Pure; the same arguments give the same answer.
/// </summary>
public static class CoMovement
{
    /// <summary>A relation is taken for true from this probability on.</summary>
    public const double LearntFrom = 0.95;

    /// <summary>Prior odds that people mix up two services of which nothing is known. In the shipped catalogue 36 of 90 252 such pairs are declared; not all are known.</summary>
    public const double AnyPair = 1 / 1000.0;

    /// <summary>The same for two of one category, of which 134 of 11 190 are declared.</summary>
    public const double SameCategory = 1 / 50.0;

    /// <summary>Older surges are forgotten: brands are renamed and people learn.</summary>
    public const int WindowMinutes = 365 * 24 * 60;

    /// <summary>Prior odds that a pair fails together for a reason that nobody declared. 370 of 101 442 pairs have a declared provider in common; most are secret.</summary>
    private const double CommonCause = 1 / 100.0;

    /// <summary>Twice is a coincidence that a year holds many of among a hundred thousand pairs.</summary>
    private const int LeastDays = 3;

    /// <summary>Reports above the usual from which an outage counts in a place: a spill of 4 % is then twenty, enough to be noticed.</summary>
    private const double LeastExcess = 500;

    /// <summary>Minutes by which an onset may be wrong, as in attribution.</summary>
    private const int OnsetSlack = 10;

    /// <summary>Some events move everything and are in no rate, so chance is never taken to be less than this.</summary>
    private const double LeastChance = 0.01;

    /// <summary>Shortest time that a rate of surges is taken over, so that a site of a day does not find everything frequent.</summary>
    private const int LeastSpanMinutes = 28 * MinutesPerDay;

    private const int MinutesPerDay = 24 * 60;

    /// <summary>Midpoints of the integral over q; the error is below a thousandth for the hundreds of outages a year has.</summary>
    private const int Steps = 400;

    /// <param name="history">Surges in any order; those that began more than a year before <paramref name="untilMinute"/>, or after it, are passed over.</param>
    /// <param name="untilMinute">The present.</param>
    /// <param name="priorOdds">Of origin and follower, ≥ 0: <see cref="AnyPair"/>, <see cref="SameCategory"/>, or 0 for a pair that is ruled out.</param>
    /// <returns>Ordered by follower, then origin; empty where nothing was learnt. Never NaN.</returns>
    public static IReadOnlyList<LearntConfusion> Learn(IEnumerable<PastSurge> history, int untilMinute, Func<int, int, double> priorOdds)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(priorOdds);
        var surges = history.Where(surge => surge.OnsetMinute > untilMinute - WindowMinutes && surge.OnsetMinute < untilMinute).OrderBy(surge => surge.OnsetMinute).ToList();
        if (surges.Count == 0)
        {
            return [];
        }

        var span = Math.Max(LeastSpanMinutes, untilMinute - surges[0].OnsetMinute);
        var byService = surges.ToLookup(surge => surge.Service);
        return [.. Pairs(surges)
            .Select(pair => Weigh([.. byService[pair.Origin].Where(IsLarge)], [.. byService[pair.Follower]], span, priorOdds(pair.Origin, pair.Follower)))
            .Where(learnt => learnt.Probability >= LearntFrom)
            .OrderBy(learnt => learnt.Follower).ThenBy(learnt => learnt.Origin)];
    }

    /// <summary>Pairs of which one surged within the other's large outages on enough days.</summary>
    private static IEnumerable<(int Origin, int Follower)> Pairs(List<PastSurge> surges)
    {
        var onsets = surges.ConvertAll(surge => surge.OnsetMinute);
        return surges.Where(IsLarge).SelectMany(outage => Begun(surges, onsets, outage)
                .Where(surge => surge.Service != outage.Service && SharedPlace(outage, surge) is not null)
                .Select(surge => (Origin: outage.Service, Follower: surge.Service, Day: outage.OnsetMinute / MinutesPerDay)))
            .Distinct().CountBy(day => (day.Origin, day.Follower)).Where(pair => pair.Value >= LeastDays).Select(pair => pair.Key);
    }

    private static LearntConfusion Weigh(List<PastSurge> outages, List<PastSurge> others, int span, double priorOdds)
    {
        var places = others.SelectMany(surge => surge.Places).Select(place => place.Region).ToHashSet();
        var onsets = others.ConvertAll(surge => surge.OnsetMinute);
        var chances = new List<double>();
        var spills = new List<double>();
        var silent = 0;
        foreach (var outage in outages.Where(outage => LargePlaces(outage).Any(place => places.Contains(place.Region))))
        {
            var begun = Begun(others, onsets, outage).ToList();
            var place = LargePlaces(outage).Where(place => begun.Exists(surge => surge.Places.Any(one => one.Region == place.Region))).MaxBy(place => place.Excess);
            if (place is null)
            {
                silent++;
                continue;
            }

            // A spill may come in pieces: it fades and returns.
            var pieces = begun.SelectMany(surge => surge.Places).Where(one => one.Region == place.Region).ToList();
            var chance = Chance(onsets, outage, span);
            chances.Add(1 / chance);
            spills.Add(SpillModel.ShareRatio(pieces.Sum(piece => piece.Reports), pieces.Sum(piece => piece.Expected), place.Excess) / chance);
        }

        var confusion = Math.Log(priorOdds) + LogEvidence(spills, silent);
        var common = Math.Log(CommonCause) + LogEvidence(chances, silent);
        var probability = 1 / (1 + Math.Exp(-confusion) + Math.Exp(common - confusion));
        return new LearntConfusion(outages[0].Service, others[0].Service, spills.Count + silent, spills.Count, priorOdds > 0 ? probability : 0);
    }

    /// <summary>
    /// Probability that a surge begins within the outage by itself: at the pace of the follower's other surges, or of those at these hours of the day,
    /// whichever is higher, for both services may have the same busy evenings.
    /// </summary>
    private static double Chance(List<int> onsets, PastSurge outage, int span)
    {
        var from = outage.OnsetMinute - OnsetSlack;
        var length = outage.EndMinute - from + 1;
        var (days, rest) = Math.DivRem(length, MinutesPerDay);
        double count = 0, atTheseHours = 0;
        foreach (var onset in onsets.Where(onset => onset < from || onset > outage.EndMinute))
        {
            count++;
            atTheseHours += days + ((((onset - from) % MinutesPerDay) + MinutesPerDay) % MinutesPerDay < rest ? 1 : 0);
        }

        var mean = Math.Max(count * length, atTheseHours * MinutesPerDay) / span;
        return Math.Max(LeastChance, -double.ExpM1(-mean));
    }

    /// <summary>ln ∫ (1 − q)^silent ∏ (1 − q + q·ratio) dq, by the midpoint rule.</summary>
    private static double LogEvidence(List<double> ratios, int silent)
    {
        Span<double> logs = stackalloc double[Steps];
        var highest = double.NegativeInfinity;
        for (var i = 0; i < Steps; i++)
        {
            var q = (i + 0.5) / Steps;
            logs[i] = silent * Math.Log(1 - q);
            foreach (var ratio in ratios)
            {
                logs[i] += Math.Log(1 - q + (q * ratio));
            }

            highest = Math.Max(highest, logs[i]);
        }

        var sum = 0.0;
        foreach (var log in logs)
        {
            sum += Math.Exp(log - highest);
        }

        return highest + Math.Log(sum / Steps);
    }

    /// <summary>Surges that began while the outage lasted, of those ordered by onset.</summary>
    private static IEnumerable<PastSurge> Begun(List<PastSurge> surges, List<int> onsets, PastSurge outage)
    {
        var first = onsets.BinarySearch(outage.OnsetMinute - OnsetSlack);
        first = first < 0 ? ~first : first;
        while (first > 0 && onsets[first - 1] >= outage.OnsetMinute - OnsetSlack)
        {
            first--;
        }

        return surges.Skip(first).TakeWhile(surge => surge.OnsetMinute <= outage.EndMinute);
    }

    private static bool IsLarge(PastSurge surge) => surge.IsOwnOutage && LargePlaces(surge).Any();

    private static IEnumerable<SurgePlace> LargePlaces(PastSurge outage) => outage.Places.Where(place => place.Excess >= LeastExcess);

    private static SurgePlace? SharedPlace(PastSurge outage, PastSurge surge) =>
        LargePlaces(outage).FirstOrDefault(place => surge.Places.Any(one => one.Region == place.Region));
}
