using Reports.Domain.Outages;

namespace Reports.Domain.Tests.Outages;

public sealed class OutageStateMachineTests
{
    private static readonly OutageRules Rules = new();

    [Theory]
    [InlineData(null, OutageEvidence.None, 60, null)]
    [InlineData(null, OutageEvidence.Falling, 60, null)]
    [InlineData(null, OutageEvidence.Weak, 0, OutageState.Possible)]
    [InlineData(null, OutageEvidence.Strong, 0, OutageState.Outage)]
    [InlineData(OutageState.Possible, OutageEvidence.Strong, 0, OutageState.Outage)]
    [InlineData(OutageState.Possible, OutageEvidence.None, 9.9, null)]
    [InlineData(OutageState.Possible, OutageEvidence.None, 10, OutageState.Dismissed)]
    [InlineData(OutageState.Possible, OutageEvidence.Weak, 60, null)]
    [InlineData(OutageState.Outage, OutageEvidence.Strong, 600, null)]
    [InlineData(OutageState.Outage, OutageEvidence.Falling, 1.9, null)]
    [InlineData(OutageState.Outage, OutageEvidence.Falling, 2, OutageState.Recovering)]
    [InlineData(OutageState.Outage, OutageEvidence.None, 2, OutageState.Recovering)]
    [InlineData(OutageState.Recovering, OutageEvidence.Falling, 600, null)]
    [InlineData(OutageState.Recovering, OutageEvidence.None, 4.9, null)]
    [InlineData(OutageState.Recovering, OutageEvidence.None, 5, OutageState.Resolved)]
    [InlineData(OutageState.Recovering, OutageEvidence.Weak, 5, OutageState.Resolved)]
    [InlineData(OutageState.Recovering, OutageEvidence.Strong, 1.9, null)]
    [InlineData(OutageState.Recovering, OutageEvidence.Strong, 2, OutageState.Outage)]
    [InlineData(OutageState.Resolved, OutageEvidence.Strong, 60, null)]
    [InlineData(OutageState.Retracted, OutageEvidence.Strong, 60, null)]
    [InlineData(OutageState.Dismissed, OutageEvidence.Strong, 60, null)]
    public void Next_EvidenceHeldSoManyMinutes_MovesOrStays(OutageState? state, OutageEvidence evidence, double minutes, OutageState? next) =>
        Assert.Equal(next, OutageStateMachine.Next(state, evidence, TimeSpan.FromMinutes(minutes), Rules));

    [Fact]
    public void No_evidence_leads_out_of_an_ended_outage()
    {
        foreach (var state in new[] { OutageState.Resolved, OutageState.Dismissed, OutageState.Retracted })
        {
            foreach (var evidence in Enum.GetValues<OutageEvidence>())
            {
                Assert.Null(OutageStateMachine.Next(state, evidence, TimeSpan.FromDays(1), Rules));
            }
        }
    }
}
