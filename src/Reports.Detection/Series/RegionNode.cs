namespace Reports.Detection.Series;

/// <summary>One place in a <see cref="RegionTree"/>.</summary>
/// <param name="Id">The name used outside, for example <c>IT</c>; the detector never looks at it.</param>
/// <param name="Parent">Index of the enclosing region; −1 for the world.</param>
/// <param name="UtcOffset">
/// The local clock: maps a UTC minute (same origin as the minutes given to the detector) to the region's offset from UTC in
/// minutes, positive eastwards. Must be a pure function. Only consulted for regions that reports name directly.
/// </param>
public sealed record RegionNode(string Id, RegionLevel Level, int Parent, Func<int, int> UtcOffset);
