namespace Reports.Pipeline.Places;

/// <summary>What lies where, in cells of half a degree. Immutable, so safe for all threads.</summary>
internal sealed class PlaceGrid<T>
{
    private const int PerDegree = 2, Rows = 180 * PerDegree;

    private readonly T[] _items;
    private readonly int[] _starts = new int[(Rows * Columns) + 1];

    /// <param name="items">Each cell keeps their order.</param>
    /// <param name="position">Degrees north, −90 to 90, and degrees east, −180 to 180.</param>
    public PlaceGrid(IEnumerable<T> items, Func<T, (double Latitude, double Longitude)> position)
    {
        var placed = items.Select(item => (Item: item, Cell: CellOf(position(item)))).OrderBy(placed => placed.Cell).ToList();
        _items = [.. placed.Select(each => each.Item)];
        foreach (var each in placed)
        {
            _starts[each.Cell + 1]++;
        }

        for (var cell = 0; cell < Rows * Columns; cell++)
        {
            _starts[cell + 1] += _starts[cell];
        }
    }

    /// <summary>Cells around the Earth.</summary>
    public static int Columns => 360 * PerDegree;

    public T[] Items => _items;

    /// <summary>The row of a latitude; beyond a pole, that of the pole.</summary>
    public static int Row(double latitude) => Math.Clamp(Step(latitude) + (Rows / 2), 0, Rows - 1);

    /// <summary>Where a longitude lies in its row. East of 180° and west of −180° it goes on around the Earth.</summary>
    public static int Step(double longitude) => (int)Math.Floor(longitude * PerDegree);

    public ReadOnlySpan<T> At(int row, int step)
    {
        var cell = Cell(row, step);
        return _items.AsSpan(_starts[cell].._starts[cell + 1]);
    }

    private static int CellOf((double Latitude, double Longitude) position) => Cell(Row(position.Latitude), Step(position.Longitude));

    private static int Cell(int row, int step) => (row * Columns) + ((((step + (Columns / 2)) % Columns) + Columns) % Columns);
}
