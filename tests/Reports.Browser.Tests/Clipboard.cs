namespace Reports.Browser.Tests;

/// <summary>All visitors of a browser have one clipboard, so tests that copy take turns.</summary>
[CollectionDefinition]
public sealed class Clipboard;
