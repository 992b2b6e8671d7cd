using Reports.Domain.Catalog;

namespace Reports.Scenarios.Scripts;

/// <summary>Finds everything that would keep a scenario from being played as written.</summary>
internal sealed class ScenarioCheck(ServiceCatalog services, RegionCatalog regions)
{
    // As many as a network address plan for simulated people can keep apart.
    private const int MostNetworks = 64;

    public IReadOnlyList<string> FaultsOf(Scenario scenario)
    {
        var faults = new List<string>();
        Require(scenario.Name.Length > 0, "name is empty");
        Require(scenario.OnsetAfterMinutes is >= 0 and <= 60, "onsetAfterMinutes must be 0 to 60");
        Require(scenario.LengthMinutes is >= 1 and <= 24 * 60, "lengthMinutes must be 1 to 1440");
        Require(scenario.HistoryWeeks is >= 0 and <= 52, "historyWeeks must be 0 to 52");
        Require(scenario.Usual is >= 0 and <= 1, "usual must be 0 to 1");
        for (var i = 0; i < scenario.Events.Count; i++)
        {
            var each = scenario.Events[i];
            var at = $"events[{i}]";
            var service = services.Find(each.Service);
            if (service is null)
            {
                faults.Add($"{at}: unknown service '{each.Service}'");
                continue;
            }

            switch (each)
            {
                case SurgeEvent surge:
                    faults.AddRange(FaultsOf(surge, service).Select(fault => $"{at}: {fault}"));
                    break;
                case BotEvent bots:
                    Require(regions.FindCountry(bots.Country) is not null, $"{at}: unknown country '{bots.Country}'");
                    Require(bots.Networks is >= 1 and <= MostNetworks, $"{at}: networks must be 1 to {MostNetworks}");
                    Require(bots.Reports >= 1, $"{at}: reports must be at least 1");
                    Require(bots.Minutes >= 1, $"{at}: minutes must be at least 1");
                    break;
                case UpdateEvent update:
                    Require(!string.IsNullOrWhiteSpace(update.Text), $"{at}: text is empty");
                    Require(update.At >= 0, $"{at}: at must not be before the onset");
                    break;
            }
        }

        return faults;

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }

    private IEnumerable<string> FaultsOf(SurgeEvent surge, MonitoredService service)
    {
        if (surge.Regions.Count == 0)
        {
            yield return "regions is empty";
        }

        foreach (var region in surge.Regions.Where(region => !regions.IsRegion(region) || region.Contains('-', StringComparison.Ordinal) && MacroRegions.IndexOf(region) < 0))
        {
            yield return $"'{region}' is neither world, a macro-region nor a country";
        }

        foreach (var code in surge.Except.Where(code => regions.FindCountry(code) is null))
        {
            yield return $"unknown country '{code}' in except";
        }

        if (surge.Times < 1)
        {
            yield return "times must be at least 1";
        }

        if (surge.Floor < 0)
        {
            yield return "floor must not be negative";
        }

        foreach (var problem in (surge.Problems?.Keys ?? []).Where(problem => services.FindProblem(service, problem) is null))
        {
            yield return $"{service.Slug} has no problem '{problem}'";
        }

        if (surge.Problems is not null && (surge.Problems.Values.Any(weight => weight < 0) || surge.Problems.Values.Sum() <= 0))
        {
            yield return "weights of problems must not be negative, nor all zero";
        }

        if (surge.Course.Count < 2 || surge.Course.Any(corner => corner.Count != 2))
        {
            yield return "course needs at least two corners [minute, level]";
        }
        else if (surge.Course.Zip(surge.Course.Skip(1)).Any(pair => pair.Second[0] <= pair.First[0]) || surge.Course.Any(corner => corner[1] < 0))
        {
            yield return "minutes of course must rise, and no level may be negative";
        }
    }
}
