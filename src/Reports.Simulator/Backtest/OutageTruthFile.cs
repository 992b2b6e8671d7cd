using System.Globalization;
using System.Text.Json;
using Reports.Detection.Evaluation;

namespace Reports.Simulator.Backtest;

/// <summary>Reads truth and alarms files as the benchmark writes them.</summary>
internal static class OutageTruthFile
{
    public static OutageTruth ReadTruth(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        var mode = Text(root, "mode");
        if (!string.Equals(mode, "outage", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"Truth of mode '{mode}' cannot be scored here, only 'outage'.");
        }

        return new OutageTruth(
            Number(root, "score_from"),
            Number(root, "n"),
            root.GetProperty("series").EnumerateArray().ToDictionary(s => Text(s, "id"), s => Text(s, "level"), StringComparer.Ordinal),
            [.. root.GetProperty("labels").EnumerateArray().Select(Outage)],
            [.. root.GetProperty("nuisances").EnumerateArray().Select(Nuisance)]);
    }

    public static List<RaisedAlarm> ReadAlarms(FileInfo file)
    {
        using var reader = file.OpenText();
        var header = (reader.ReadLine() ?? string.Empty).Split(',');
        int Column(string name) => Array.FindIndex(header, h => string.Equals(h.Trim(), name, StringComparison.OrdinalIgnoreCase));
        var (series, start, end, severity) = (Column("series"), Column("start"), Column("end"), Column("severity"));
        if (Math.Min(series, Math.Min(start, end)) < 0)
        {
            throw new InvalidDataException("The alarms file needs the columns series, start and end.");
        }

        var alarms = new List<RaisedAlarm>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            alarms.Add(new RaisedAlarm(
                cells[series],
                int.Parse(cells[start], CultureInfo.InvariantCulture),
                int.Parse(cells[end], CultureInfo.InvariantCulture),
                severity >= 0 && cells[severity].Length > 0 ? double.Parse(cells[severity], CultureInfo.InvariantCulture) : 1));
        }

        return alarms;
    }

    private static LabelledOutage Outage(JsonElement label) => new(
        Text(label, "series"),
        Text(label, "event"),
        Number(label, "start"),
        Number(label, "end"),
        Number(label, "tail_end"),
        string.Equals(Text(label, "status"), "detectable", StringComparison.Ordinal));

    private static LabelledNuisance Nuisance(JsonElement nuisance) =>
        new(Text(nuisance, "series"), Text(nuisance, "kind"), Number(nuisance, "start"), Number(nuisance, "end"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? string.Empty;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
