using System.Globalization;

namespace Reports.Simulator.Backtest;

/// <summary>A file of weekly counts, <c>series,week,count</c>, as one list a series; weeks without a row are 0.</summary>
internal static class WeeklyCounts
{
    public static Dictionary<string, int[]> Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var reader = RecordedCounts.Text(stream, file.Name);
        var rows = Csv.Read(reader, "series", "week", "count")
            .Select(row => (Series: row[0], Week: int.Parse(row[1], CultureInfo.InvariantCulture), Count: int.Parse(row[2], CultureInfo.InvariantCulture))).ToList();
        var weeks = rows.Count == 0 ? 0 : rows.Max(row => row.Week) + 1;
        return rows.GroupBy(row => row.Series, StringComparer.Ordinal).ToDictionary(
            series => series.Key,
            series =>
            {
                var counts = new int[weeks];
                foreach (var row in series)
                {
                    counts[row.Week] = row.Count;
                }

                return counts;
            },
            StringComparer.Ordinal);
    }
}
