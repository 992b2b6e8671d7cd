using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>The site in the middle of a large outage.</summary>
public sealed class BlackoutSite() : Site(SampleBoards.Blackout());
