using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Scenarios.Populations;

namespace Reports.Scenarios.Playing;

/// <summary>The usual reports of the population, minute by minute: the very ones its history holds. Keeps one day; for one thread at a time.</summary>
internal sealed class UsualPeople(PopulationModel population)
{
    private int _day = -1;
    private ILookup<int, (MonitoredService Service, UsualReport Report)>? _byMinute;

    public IEnumerable<(MonitoredService Service, UsualReport Report)> In(int minute)
    {
        var day = minute / MinuteBucket.PerDay;
        if (_byMinute is null || day != _day)
        {
            _byMinute = population.Day(day)
                .SelectMany(service => service.Reports, (service, report) => (service.Service, Report: report))
                .ToLookup(each => each.Report.MinuteOfDay);
            _day = day;
        }

        return _byMinute[minute % MinuteBucket.PerDay];
    }
}
