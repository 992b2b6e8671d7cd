using System.Collections.Concurrent;
using System.Globalization;
using Reports.Domain.Catalog;

namespace Reports.Benchmarks.Crash;

/// <summary>
/// Every report that was sent in the life of a database. Mostly new people from networks of their own; one in eight is somebody who reports the
/// same again, which is stored and not counted. Safe for all threads.
/// </summary>
internal sealed class Ledger(int seed)
{
    private const int AgainOneIn = 8;
    private static readonly IReadOnlyList<MonitoredService> Services = ServiceCatalog.LoadShipped().Services;
    private static readonly string[] Countries = [.. RegionCatalog.Instance.Countries.Where((_, i) => i % 18 == 0).Select(country => country.Code)];
    private readonly Random _random = new(seed);
    private readonly List<SentReport> _sent = [];
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<SentReport> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>Writes down an answer that may not be, such as another id for the same key or a refusal that is no problem document.</summary>
    public void AddWrong(string answer) => _wrong.Enqueue(answer);

    /// <summary>What was written down since the last time.</summary>
    public IEnumerable<string> TakeWrong()
    {
        while (_wrong.TryDequeue(out var answer))
        {
            yield return answer;
        }
    }

    public SentReport Next()
    {
        lock (_gate)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{seed}-{_sent.Count}");
            var report = _sent.Count > 0 && _random.Next(AgainOneIn) == 0 ? Again(key, _sent[_random.Next(_sent.Count)]) : New(key, _sent.Count);
            _sent.Add(report);
            return report;
        }
    }

    private static SentReport Again(string key, SentReport before) => new(key, before.Address, before.Body);

    private SentReport New(string key, int number)
    {
        // A third are about one service, so that rows are shared and fought over.
        var service = Services[_random.Next(3) == 0 ? 0 : _random.Next(Services.Count)];
        var problem = service.Problems[_random.Next(service.Problems.Count)];
        var place = _random.Next(4) == 0 ? """{"latitude":41.9,"longitude":12.5}""" : $$"""{"country":"{{Countries[_random.Next(Countries.Length)]}}"}""";
        var address = string.Create(CultureInfo.InvariantCulture, $"2001:{number >> 16:x}:{number & 0xffff:x}::1");
        return new SentReport(key, address, $$"""{"service":"{{service.Slug}}","problem":"{{problem}}","location":{{place}}}""");
    }
}
