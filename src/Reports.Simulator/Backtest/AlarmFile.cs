namespace Reports.Simulator.Backtest;

/// <summary><c>series,start,end,severity</c>, one row an episode.</summary>
internal static class AlarmFile
{
    public static List<AlarmRow> Read(FileInfo file)
    {
        using var reader = file.OpenText();
        return [.. Csv.Read(reader, "series", "start", "end").Select(row => new AlarmRow(row[0], row[1], row[2]))];
    }

    public static void Write(FileInfo file, IEnumerable<AlarmEpisode> episodes) =>
        WriteLines(file, episodes.Select(e => FormattableString.Invariant($"{e.Series},{e.Start},{e.End},{e.Severity:F2}")));

    public static void WriteLines(FileInfo file, IEnumerable<string> rows)
    {
        file.Directory?.Create();
        using var writer = new StreamWriter(file.FullName);
        writer.NewLine = "\n";
        writer.WriteLine("series,start,end,severity");
        foreach (var row in rows)
        {
            writer.WriteLine(row);
        }
    }
}
