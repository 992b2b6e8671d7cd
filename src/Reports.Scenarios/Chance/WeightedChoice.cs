namespace Reports.Scenarios.Chance;

/// <summary>Draws from a fixed list in proportion to weights. Immutable; safe for all threads.</summary>
public sealed class WeightedChoice<T>
{
    private readonly T[] _items;
    private readonly double[] _upTo;

    public WeightedChoice(IEnumerable<(T Item, double Weight)> choices)
    {
        var kept = choices.Where(choice => choice.Weight > 0).ToList();
        if (kept.Count == 0)
        {
            throw new ArgumentException("At least one weight must be above zero.", nameof(choices));
        }

        _items = kept.Select(choice => choice.Item).ToArray();
        _upTo = new double[kept.Count];
        var sum = 0.0;
        for (var i = 0; i < kept.Count; i++)
        {
            _upTo[i] = sum += kept[i].Weight;
        }
    }

    public T Draw(Dice random)
    {
        var index = Array.BinarySearch(_upTo, random.NextUnit() * _upTo[^1]);
        return _items[Math.Min(index >= 0 ? index : ~index, _items.Length - 1)];
    }
}
