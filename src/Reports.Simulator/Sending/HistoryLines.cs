using System.Buffers;
using System.Text.Json;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Scenarios.Chance;

namespace Reports.Simulator.Sending;

/// <summary>
/// Turns counts back into reports, one line of JSON each, in parts of at most a megabyte. Ids depend on seed, service and minute only,
/// so a part that is sent twice, or a history that is loaded twice, adds nothing the second time, as long as the site remembers the ids: a day.
/// </summary>
internal sealed class HistoryLines(ServiceCatalog services, RegionCatalog regions, ulong seed)
{
    private const int MostBytes = 1_000_000;
    private const int MostBytesOfALine = 1_000;

    public IEnumerable<ReadOnlyMemory<byte>> Parts(IEnumerable<MinuteCount> counts)
    {
        var buffer = new ArrayBufferWriter<byte>(MostBytes);
        using var json = new Utf8JsonWriter(buffer);
        var cell = (Service: -1, Minute: -1);
        var number = 0;
        var carrier = "";
        foreach (var row in counts)
        {
            if (cell != (row.ServiceId, row.Minute))
            {
                // The carrier of a service is one network for all who share it.
                carrier = $"sim-shared-{row.ServiceId}";
                cell = (row.ServiceId, row.Minute);
                number = 0;
            }

            for (var i = 0; i < row.Count; i++, number++)
            {
                if (buffer.WrittenCount > MostBytes - MostBytesOfALine)
                {
                    yield return buffer.WrittenMemory.ToArray();
                    buffer.ResetWrittenCount();
                }

                Write(json, row, number, row.Kind == ReportKind.Works || i < row.Fresh ? null : carrier);
                json.Flush();
                json.Reset();
                buffer.Write("\n"u8);
            }
        }

        if (buffer.WrittenCount > 0)
        {
            yield return buffer.WrittenMemory.ToArray();
        }
    }

    private void Write(Utf8JsonWriter json, MinuteCount row, int number, string? network)
    {
        var service = services.Find(row.ServiceId)!;
        var reporter = $"sim-{seed:x}-{row.ServiceId:x}-{row.Minute:x}-{number:x}";
        var millisecond = new Dice(seed, 30, (ulong)row.ServiceId, (ulong)row.Minute, (ulong)number).NextBelow(60_000);
        json.WriteStartObject();
        json.WriteString("service", service.Slug);
        json.WriteString("kind", row.Kind == ReportKind.Works ? "works" : "down");
        if (services.FindProblem(row.ProblemId) is { } problem)
        {
            json.WriteString("problem", problem.Slug);
        }

        if (regions.CountryOf(row.Place) is { } country)
        {
            json.WriteString("country", country.Code);
            if (!row.Place.IsCountry)
            {
                json.WriteString("subdivision", row.Place.ToString());
            }
        }

        json.WriteString("occurredAt", MinuteBucket.Start(row.Minute).AddMilliseconds(millisecond).UtcDateTime);
        json.WriteString("reporter", reporter);
        json.WriteString("network", network ?? reporter);
        json.WriteString("id", reporter);
        json.WriteEndObject();
    }
}
