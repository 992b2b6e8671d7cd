using System.Globalization;
using System.IO.Compression;

namespace Reports.Simulator.Backtest;

/// <summary>
/// A counts file in memory: <c>series,minute,count[,fresh]</c>, plain or gzip, ordered by minute, only minutes with reports.
/// Without a fresh column every report counts as fresh.
/// </summary>
internal sealed class RecordedCounts
{
    private RecordedCounts(IReadOnlyList<string> series, IReadOnlyList<MinuteRow> rows)
    {
        Series = series;
        Rows = rows;
    }

    public IReadOnlyList<string> Series { get; }

    public IReadOnlyList<MinuteRow> Rows { get; }

    /// <param name="rows">Ordered by minute.</param>
    public static RecordedCounts Of(IReadOnlyList<string> series, IReadOnlyList<MinuteRow> rows) => new(series, rows);

    public static RecordedCounts Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var reader = Text(stream, file.Name);
        var columns = Columns.Of(reader.ReadLine() ?? string.Empty);
        var names = new List<string>();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        var byText = indices.GetAlternateLookup<ReadOnlySpan<char>>();
        var rows = new List<MinuteRow>();
        Span<Range> cells = stackalloc Range[16];
        while (reader.ReadLine() is { } text)
        {
            var line = text.AsSpan();
            if (line.IsWhiteSpace())
            {
                continue;
            }

            if (line.Split(cells, ',') <= columns.Last)
            {
                throw new InvalidDataException($"{file.Name}: the line '{text}' lacks a column.");
            }

            var name = line[cells[columns.Series]];
            if (!byText.TryGetValue(name, out var series))
            {
                series = names.Count;
                names.Add(name.ToString());
                indices.Add(names[series], series);
            }

            var count = Number(line[cells[columns.Count]]);
            var fresh = columns.Fresh < 0 ? count : Number(line[cells[columns.Fresh]]);
            var row = new MinuteRow(Number(line[cells[columns.Minute]]), series, count, fresh);
            if (rows.Count > 0 && rows[^1].Minute > row.Minute)
            {
                throw new InvalidDataException($"{file.Name}: minute {row.Minute} comes after {rows[^1].Minute}.");
            }

            rows.Add(row);
        }

        return new RecordedCounts(names, rows);
    }

    /// <summary>Reads a text file that may be compressed, by its name.</summary>
    public static StreamReader Text(Stream stream, string name) =>
        new(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream);

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    private sealed record Columns(int Series, int Minute, int Count, int Fresh)
    {
        public int Last { get; } = Math.Max(Math.Max(Series, Minute), Math.Max(Count, Fresh));

        public static Columns Of(string header)
        {
            var names = Array.ConvertAll(header.Split(','), n => n.Trim());
            int Find(string name) => Array.FindIndex(names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
            var columns = new Columns(Find("series"), Find("minute"), Find("count"), Find("fresh"));
            return Math.Min(columns.Series, Math.Min(columns.Minute, columns.Count)) >= 0
                ? columns
                : throw new InvalidDataException("The counts file needs the columns series, minute and count.");
        }
    }
}
