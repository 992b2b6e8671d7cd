using System.Globalization;
using Reports.Detection.Detectors;

namespace Reports.Simulator.Backtest;

/// <summary>Replays single series of coarse buckets: a file each with timestamps, or one file of weekly counts.</summary>
internal static class BucketSeries
{
    /// <summary>Rows of the alarms file; times are copied as the input writes them.</summary>
    public static IEnumerable<string> Timestamped(DirectoryInfo root, IEnumerable<string> patterns, int minutes)
    {
        foreach (var path in patterns.SelectMany(p => Files(root, p) is { Count: > 0 } found ? found : throw new FileNotFoundException($"No file is '{p}' below {root.FullName}.")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(Path.Combine(root.FullName, path));
            using var reader = RecordedCounts.Text(stream, path);
            var rows = Table(reader, "timestamp", "value");
            var options = minutes >= 60 ? BucketOptions.Hours : BucketOptions.Minutes(minutes);
            var first = rows.Count == 0 ? default : Instant(rows[0].Label);
            var buckets = rows.Select(r => (Bucket: (int)Math.Round((Instant(r.Label) - first).TotalMinutes / minutes), r.Label, r.Value));
            foreach (var row in Episodes(path, [.. buckets], options, label => Later(label, minutes)))
            {
                yield return row;
            }
        }
    }

    public static IEnumerable<string> Weekly(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var reader = RecordedCounts.Text(stream, file.Name);
        var weeks = new Dictionary<string, List<(int, string, double)>>(StringComparer.Ordinal);
        foreach (var (series, week, value) in Table3(reader))
        {
            if (!weeks.TryGetValue(series, out var list))
            {
                weeks.Add(series, list = []);
            }

            list.Add((int.Parse(week, CultureInfo.InvariantCulture), week, value));
        }

        return weeks.SelectMany(pair => Episodes(pair.Key, pair.Value, BucketOptions.Weeks, label => Next(label))).ToList();
    }

    private static IEnumerable<string> Episodes(
        string series, List<(int Bucket, string Label, double Value)> rows, BucketOptions options, Func<string, string> after)
    {
        var detector = new BucketDetector(options);
        string? start = null;
        var severity = 0.0;
        foreach (var (bucket, label, value) in rows)
        {
            detector.Advance(bucket, value);
            if (start is not null && !detector.Alarm)
            {
                yield return Row(label);
                start = null;
            }

            if (detector.Alarm)
            {
                severity = start is null ? detector.Evidence : Math.Max(severity, detector.Evidence);
                start ??= label;
            }
        }

        if (start is not null)
        {
            yield return Row(after(rows[^1].Label));
        }

        string Row(string end) => string.Create(CultureInfo.InvariantCulture, $"{series},{start},{end},{severity:F2}");
    }

    private static List<string> Files(DirectoryInfo root, string pattern)
    {
        var full = Path.GetFullPath(Path.Combine(root.FullName, pattern));
        if (File.Exists(full))
        {
            return [Below(root, full)];
        }

        var folder = Path.GetDirectoryName(pattern) ?? string.Empty;
        var deep = pattern.Contains("**", StringComparison.Ordinal);
        var from = deep ? root.FullName : Path.Combine(root.FullName, folder);
        if (folder.Contains('*', StringComparison.Ordinal) && !deep)
        {
            // A star in a folder's name stands for any one folder, as shells have it.
            return [.. root.EnumerateFiles(Path.GetFileName(pattern), SearchOption.AllDirectories)
                .Select(f => Below(root, f.FullName))
                .Where(p => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, p))];
        }

        return [.. Directory.EnumerateFiles(from, Path.GetFileName(pattern), deep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Select(f => Below(root, f))];
    }

    private static string Below(DirectoryInfo root, string path) => Path.GetRelativePath(root.FullName, path).Replace('\\', '/');

    private static List<(string Label, double Value)> Table(TextReader reader, string label, string value)
    {
        var header = Cells(reader.ReadLine() ?? string.Empty);
        var (labelAt, valueAt) = (Column(header, label), Column(header, value));
        var rows = new List<(string, double)>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = Cells(line, header.Length);
            rows.Add((cells[labelAt], Number(cells[valueAt])));
        }

        return rows;
    }

    private static IEnumerable<(string Series, string Week, double Value)> Table3(TextReader reader)
    {
        var header = Cells(reader.ReadLine() ?? string.Empty);
        var (series, week, count) = (Column(header, "series"), Column(header, "week"), Column(header, "count"));
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = Cells(line, header.Length);
            yield return (cells[series], cells[week], Number(cells[count]));
        }
    }

    private static string[] Cells(string line, int least = 0)
    {
        var cells = Array.ConvertAll(line.Split(','), c => c.Trim().Trim('"'));
        return cells.Length >= least ? cells : throw new InvalidDataException($"The line '{line}' lacks a column.");
    }

    private static int Column(string[] header, string name) =>
        Array.FindIndex(header, h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at
            ? at
            : throw new InvalidDataException($"The file needs a column {name}.");

    // An empty cell is a missing bucket.
    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static DateTimeOffset Instant(string label) =>
        DateTimeOffset.Parse(label, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Next(string week) => (int.Parse(week, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The label one bucket later, in the same form.</summary>
    private static string Later(string label, int minutes)
    {
        var later = Instant(label).AddMinutes(minutes);
        var form = (label.Contains('T', StringComparison.Ordinal) ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-dd HH:mm:ss")
            + (label.EndsWith('Z') ? "Z" : string.Empty);
        return later.ToString(form, CultureInfo.InvariantCulture);
    }
}
