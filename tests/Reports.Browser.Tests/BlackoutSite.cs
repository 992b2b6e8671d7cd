using Reports.TestKit.Boards;

[assembly: AssemblyFixture(typeof(Reports.Browser.Tests.BlackoutSite))]

namespace Reports.Browser.Tests;

/// <summary>The site in the middle of a large outage. Tests that only look at it share one; a class that also writes has its own.</summary>
public sealed class BlackoutSite() : Site(SampleBoards.Blackout());
