using System.Globalization;
using System.Text.Json;
using Reports.Detection.Evaluation;

namespace Reports.Simulator.Backtest;

/// <summary>
/// A truth file of the benchmark, of one of its four kinds: <c>outage</c> in minutes, <c>weekly</c> in weeks, <c>nab</c> and <c>points</c> in the
/// texts that the series have for times.
/// </summary>
internal sealed class TruthFile(FileInfo file)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly byte[] text = File.ReadAllBytes(file.FullName);

    /// <summary>The one that a folder of the benchmark has.</summary>
    public static TruthFile Below(DirectoryInfo folder) => new(new FileInfo(Path.Combine(folder.FullName, "truth.json")));

    public string Mode => Parsed<Kind>().Mode;

    public OutageTruth Outages()
    {
        var truth = Parsed<OutageShape>();
        return new OutageTruth(
            truth.ScoreFrom,
            truth.N,
            truth.Series.ToDictionary(s => s.Id, s => s.Level, StringComparer.Ordinal),
            [.. truth.Labels.Select(l => new LabelledOutage(
                l.Series, l.Event, l.Start, l.End, l.TailEnd, string.Equals(l.Status, "detectable", StringComparison.Ordinal), l.OracleDelay))],
            truth.Nuisances);
    }

    public WeeklyTruth Outbreaks()
    {
        var truth = Parsed<WeeklyShape>();
        return new WeeklyTruth(truth.ScoreFrom, truth.N, [.. truth.Series.Select(s => new LabelledOutbreak(s.Id, s.K, s.Start, s.End, s.OutbreakWeeks))]);
    }

    /// <summary>Minutes or weeks, as the file has them.</summary>
    public static List<RaisedAlarm> Numbered(IEnumerable<AlarmRow> alarms) =>
        [.. alarms.Select(a => new RaisedAlarm(a.Series, int.Parse(a.Start, CultureInfo.InvariantCulture), int.Parse(a.End, CultureInfo.InvariantCulture)))];

    public (IReadOnlyList<WindowedSeries> Truth, IReadOnlyList<RaisedAlarm> Alarms) Windows(IEnumerable<AlarmRow> alarms)
    {
        var truth = Parsed<WindowShape>();
        return (
            [.. truth.Series.Select(s => new WindowedSeries(
                s.Id,
                [.. s.Timestamps.Select(t => DateTime.Parse(t, CultureInfo.InvariantCulture))],
                [.. s.Windows.Select(w => (RowOf(s.Timestamps, w[0]), RowOf(s.Timestamps, w[1])))],
                [.. s.Labels.Where(s.Timestamps.Contains).Select(l => RowOf(s.Timestamps, l))]))],
            InRows(alarms, truth.Series.ToDictionary(s => s.Id, s => s.Timestamps, StringComparer.Ordinal)));
    }

    public (IReadOnlyList<LabelledPoints> Truth, IReadOnlyList<RaisedAlarm> Alarms) Points(IEnumerable<AlarmRow> alarms)
    {
        var truth = Parsed<PointShape>();
        return (
            [.. truth.Series.Select(s => new LabelledPoints(s.Id, [.. s.Label.Select(l => l != 0)], s.Warmup, s.BucketMinutes))],
            InRows(alarms, truth.Series.ToDictionary(s => s.Id, s => s.Timestamps, StringComparer.Ordinal)));
    }

    private static List<RaisedAlarm> InRows(IEnumerable<AlarmRow> alarms, Dictionary<string, string[]> times) =>
        [.. alarms.Where(a => times.ContainsKey(a.Series)).Select(a => new RaisedAlarm(a.Series, RowOf(times[a.Series], a.Start), RowOf(times[a.Series], a.End)))];

    /// <summary>The first row that is not before the time; times sort as texts.</summary>
    private static int RowOf(string[] times, string time)
    {
        var row = Array.BinarySearch(times, time, StringComparer.Ordinal);
        while (row > 0 && string.Equals(times[row - 1], time, StringComparison.Ordinal))
        {
            row--;
        }

        return row < 0 ? ~row : row;
    }

    private T Parsed<T>() => JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException($"{file.Name} holds no truth.");

    private sealed record Kind(string Mode);

    private sealed record OutageShape(int ScoreFrom, int N, List<LevelShape> Series, List<LabelShape> Labels, List<LabelledNuisance> Nuisances);

    private sealed record LevelShape(string Id, string Level);

    private sealed record LabelShape(string Series, string Event, int Start, int End, int TailEnd, string Status, int? OracleDelay = null);

    private sealed record WeeklyShape(int ScoreFrom, int N, List<OutbreakShape> Series);

    private sealed record OutbreakShape(string Id, int K, int Start, int End, HashSet<int> OutbreakWeeks);

    private sealed record WindowShape(List<WindowSeriesShape> Series);

    private sealed record WindowSeriesShape(string Id, string[] Timestamps, string[][] Windows, string[] Labels);

    private sealed record PointShape(List<PointSeriesShape> Series);

    private sealed record PointSeriesShape(string Id, string[] Timestamps, int[] Label, int Warmup, double BucketMinutes);
}
