using Reports.Domain.Intake;

namespace Reports.Domain.Tests.Intake;

public sealed class ProofWorkTests
{
    [Theory]
    [InlineData(0, 120, 3_000), InlineData(120, 120, 3_000), InlineData(180, 120, 4_500), InlineData(240, 120, 6_000), InlineData(480, 120, 12_000), InlineData(100_000, 120, 12_000)]
    public void Iterations_GrowWithWhatIsSentAndEnd(int sent, int free, int expected) => Assert.Equal(expected, ProofWork.Iterations(sent, free));
}
