using Reports.Detection.Detectors;
using Reports.Domain.Outages;

namespace Reports.Pipeline.Tests.Outages;

public sealed class EvidenceTests
{
    [Fact]
    public void What_is_told_of_chance_counts_as_many_tests_as_there_are() => Assert.Equal(RegionEvidence.Tests, new DetectorOptions().RateRatios.Count);
}
