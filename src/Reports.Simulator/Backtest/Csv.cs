namespace Reports.Simulator.Backtest;

/// <summary>Small tables whose cells hold no commas.</summary>
internal static class Csv
{
    /// <summary>The columns named, by a header in any letter case, of every row that is not blank.</summary>
    /// <exception cref="InvalidDataException">A column is missing, in the header or in a row.</exception>
    public static IEnumerable<string[]> Read(TextReader reader, params string[] names)
    {
        var header = Cells(reader.ReadLine() ?? string.Empty);
        var columns = Array.ConvertAll(names, name => Array.FindIndex(header, h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at
            ? at
            : throw new InvalidDataException($"The file needs a column {name}."));
        while (reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var cells = Cells(line);
            yield return Array.ConvertAll(columns, at => at < cells.Length ? cells[at] : throw new InvalidDataException($"The line '{line}' lacks a column."));
        }
    }

    private static string[] Cells(string line) => Array.ConvertAll(line.Split(','), c => c.Trim().Trim('"'));
}
