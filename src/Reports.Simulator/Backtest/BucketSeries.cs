using System.Globalization;
using Reports.Detection.Detectors;

namespace Reports.Simulator.Backtest;

/// <summary>Replays single series of coarse buckets: a file each with timestamps, or one file of weekly counts.</summary>
internal static class BucketSeries
{
    // What labels look like; the first where none fits.
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-ddTHH:mm:sszzz",
        "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ss.fff", "yyyy-MM-ddTHH:mm:ss.fffZ",
    ];

    /// <summary>Rows of the alarms file; times are copied as the input writes them.</summary>
    /// <param name="judgeOf">Makes what judges a series; null for the site's own.</param>
    public static IEnumerable<string> Timestamped(DirectoryInfo root, IEnumerable<string> patterns, int minutes, Func<BucketJudge>? judgeOf = null)
    {
        foreach (var path in patterns.SelectMany(p => Found(root, p)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(Path.Combine(root.FullName, path));
            using var reader = RecordedCounts.Text(stream, path);
            var rows = Csv.Read(reader, "timestamp", "value").Select(row => (Label: row[0], Value: Number(row[1]))).ToList();
            var judge = judgeOf?.Invoke() ?? Own(minutes >= 60 ? BucketOptions.Hours : BucketOptions.Minutes(minutes));
            var first = rows.Count == 0 ? default : Instant(rows[0].Label);
            var buckets = rows.Select(r => (Bucket: (int)Math.Round((Instant(r.Label) - first).TotalMinutes / minutes), r.Label, r.Value));
            foreach (var row in Episodes(path, [.. buckets], judge, label => Later(label, minutes)))
            {
                yield return row;
            }
        }
    }

    /// <inheritdoc cref="Timestamped"/>
    public static IEnumerable<string> Weekly(FileInfo file, Func<BucketJudge>? judgeOf = null)
    {
        using var stream = file.OpenRead();
        using var reader = RecordedCounts.Text(stream, file.Name);
        var weeks = new Dictionary<string, List<(int, string, double)>>(StringComparer.Ordinal);
        foreach (var row in Csv.Read(reader, "series", "week", "count"))
        {
            if (!weeks.TryGetValue(row[0], out var list))
            {
                weeks.Add(row[0], list = []);
            }

            list.Add((int.Parse(row[1], CultureInfo.InvariantCulture), row[1], Number(row[2])));
        }

        return weeks.SelectMany(pair => Episodes(pair.Key, pair.Value, judgeOf?.Invoke() ?? Own(BucketOptions.Weeks), label => Next(label))).ToList();
    }

    private static BucketJudge Own(BucketOptions options)
    {
        var detector = new BucketDetector(options);
        return (bucket, value) =>
        {
            detector.Advance(bucket, value);
            return detector.Alarm ? detector.Evidence : null;
        };
    }

    private static IEnumerable<string> Episodes(
        string series, List<(int Bucket, string Label, double Value)> rows, BucketJudge judge, Func<string, string> after)
    {
        string? start = null;
        var severity = 0.0;
        foreach (var (bucket, label, value) in rows)
        {
            var judged = judge(bucket, value);
            if (start is not null && judged is null)
            {
                yield return Row(label);
                start = null;
            }

            if (judged is { } evidence)
            {
                severity = start is null ? evidence : Math.Max(severity, evidence);
                start ??= label;
            }
        }

        if (start is not null)
        {
            yield return Row(after(rows[^1].Label));
        }

        string Row(string end) => string.Create(CultureInfo.InvariantCulture, $"{series},{start},{end},{severity:F2}");
    }

    private static List<string> Found(DirectoryInfo root, string pattern) => Files(root, pattern) is { Count: > 0 } files
        ? files
        : throw new FileNotFoundException($"No file is '{pattern}' below {root.FullName}.");

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

    // An empty cell is a missing bucket.
    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static DateTimeOffset Instant(string label) =>
        DateTimeOffset.Parse(label, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Next(string week) => (int.Parse(week, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The label one bucket later, in the same form.</summary>
    private static string Later(string label, int minutes)
    {
        var instant = Instant(label);
        var form = Array.Find(Forms, f => string.Equals(instant.ToString(f, CultureInfo.InvariantCulture), label, StringComparison.Ordinal)) ?? Forms[0];
        return instant.AddMinutes(minutes).ToString(form, CultureInfo.InvariantCulture);
    }
}
