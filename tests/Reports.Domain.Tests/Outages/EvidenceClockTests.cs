using Reports.Domain.Outages;

namespace Reports.Domain.Tests.Outages;

public sealed class EvidenceClockTests
{
    private static readonly DateTimeOffset Start = new(2020, 5, 17, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Falling_then_none_is_one_wait_out_of_an_outage()
    {
        var clock = new EvidenceClock();
        clock.Observe(OutageState.Outage, OutageEvidence.Strong, Start);
        clock.Observe(OutageState.Outage, OutageEvidence.Falling, Start.AddMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(3), clock.Observe(OutageState.Outage, OutageEvidence.None, Start.AddMinutes(4)));
    }

    [Fact]
    public void Strong_in_between_restarts_the_wait()
    {
        var clock = new EvidenceClock();
        clock.Observe(OutageState.Outage, OutageEvidence.Falling, Start);
        clock.Observe(OutageState.Outage, OutageEvidence.Strong, Start.AddMinutes(1));

        Assert.Equal(TimeSpan.Zero, clock.Observe(OutageState.Outage, OutageEvidence.Falling, Start.AddMinutes(2)));
    }

    [Fact]
    public void A_falling_alarm_keeps_a_recovery_open_and_a_faint_series_does_not()
    {
        var clock = new EvidenceClock();
        clock.Observe(OutageState.Recovering, OutageEvidence.Falling, Start);
        Assert.Equal(TimeSpan.Zero, clock.Observe(OutageState.Recovering, OutageEvidence.Weak, Start.AddMinutes(5)));
        Assert.Equal(TimeSpan.FromMinutes(5), clock.Observe(OutageState.Recovering, OutageEvidence.None, Start.AddMinutes(10)));
    }

    [Theory]
    [InlineData(OutageState.Outage, OutageEvidence.Falling), InlineData(OutageState.Outage, OutageEvidence.None)]
    [InlineData(OutageState.Recovering, OutageEvidence.None), InlineData(OutageState.Recovering, OutageEvidence.Weak)]
    [InlineData(OutageState.Possible, OutageEvidence.None)]
    public void After_a_restart_the_wait_starts_anew_and_the_state_stays(OutageState state, OutageEvidence evidence)
    {
        var clock = new EvidenceClock();

        Assert.Equal(TimeSpan.Zero, clock.Observe(state, evidence, Start));
        Assert.Null(OutageStateMachine.Next(state, evidence, clock.Observe(state, evidence, Start.AddSeconds(10)), new OutageRules()));
    }
}
