using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.SubmitReport.Proofs;

public sealed class SuspicionTests
{
    private static readonly IPAddress Network = IPAddress.Parse("203.0.113.9");
    private readonly FakeTimeProvider _time = new(SampleBoards.Now);
    private readonly StatusBoardHolder _boards = new();
    private readonly IntakeOptions _options = new();
    private readonly NetworkThrottle _throttle;
    private readonly Suspicion _suspicion;

    public SuspicionTests()
    {
        var options = Options.Create(_options);
        _throttle = new NetworkThrottle(options, _time);
        _suspicion = new Suspicion(_throttle, new ProofOfWork(_time), new WaitTokens(new EphemeralDataProtectionProvider(), _time), _boards, options, _time);
        _boards.Publish(SampleBoards.Calm());
    }

    [Fact]
    public void The_first_120_of_a_network_in_a_minute_are_free_and_the_next_is_asked()
    {
        Assert.All(Enumerable.Range(0, 120), _ => Assert.IsType<Friction.None>(Ask("zoom")));

        Assert.Equal(ProofFault.Missing, Assert.IsType<Friction.Proof>(Ask("zoom")).Fault);
        Assert.IsType<Friction.None>(_suspicion.Of(IPAddress.Parse("203.0.114.9"), "zoom", null));
    }

    [Fact]
    public void After_a_pause_nobody_is_asked_any_more()
    {
        Send("zoom", 121);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<Friction.None>(Ask("zoom"));
    }

    [Theory]
    [InlineData(SourceDoubt.FewNetworks), InlineData(SourceDoubt.OneSource)]
    public void In_a_doubted_surge_a_network_is_asked_after_its_twentieth_report_of_that_service(SourceDoubt doubt)
    {
        Doubt(OutageState.Possible, doubt);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.IsType<Friction.None>(Ask("webex")));

        var asked = Assert.IsType<Friction.Proof>(Ask("webex"));
        Assert.Equal(ProofWork.LeastIterations, asked.Challenge.Parameters.Cost);
        Assert.IsType<Friction.None>(Ask("zoom"));
        Assert.IsType<Friction.None>(_suspicion.Of(IPAddress.Parse("203.0.114.9"), "webex", null));
        Assert.IsType<Friction.None>(_suspicion.Of(Network, "webex", ProofSolver.Payload(asked.Challenge)));

        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.IsType<Friction.None>(Ask("webex"));
    }

    [Theory]
    [InlineData(OutageState.Possible, SourceDoubt.None), InlineData(OutageState.Outage, SourceDoubt.None)]
    public void Without_a_doubt_the_moment_is_never_suspicious(OutageState state, SourceDoubt doubt)
    {
        Doubt(state, doubt);

        Assert.All(Enumerable.Range(0, 120), _ => Assert.IsType<Friction.None>(Ask("webex")));
    }

    [Fact]
    public void The_people_of_a_true_outage_are_never_asked_while_it_is_still_doubted()
    {
        Doubt(OutageState.Possible, SourceDoubt.FewNetworks);
        for (var minute = 0; minute < 10; minute++)
        {
            // Of 3,000 networks each sends one or two a minute; beside them those of a carrier, behind which many people are.
            foreach (var network in Enumerable.Range(0, 3_000))
            {
                Assert.IsType<Friction.None>(_suspicion.Of(new IPAddress([10, (byte)(network >> 8), (byte)network, 7]), "webex", null));
            }

            Assert.All((byte[])[1, 2], _ => Assert.IsType<Friction.None>(_suspicion.Of(new IPAddress([100, 64, 0, 1]), "webex", null)));
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public void With_proofs_a_network_may_send_up_to_its_quota_and_pays_more_for_each()
    {
        _options.ReportsPerNetworkAndMinute = 130;
        Send("zoom", 120);
        var cost = 0;
        for (var i = 0; i < 10; i++)
        {
            var asked = Assert.IsType<Friction.Proof>(Ask("zoom")).Challenge;
            Assert.InRange(asked.Parameters.Cost, Math.Max(cost, ProofWork.LeastIterations), 4 * ProofWork.LeastIterations);
            cost = asked.Parameters.Cost;
            Assert.IsType<Friction.None>(_suspicion.Of(Network, "zoom", ProofSolver.Payload(asked)));
        }

        Assert.True(cost > ProofWork.LeastIterations);
        Assert.IsType<Friction.TooMany>(Ask("zoom"));
    }

    [Fact]
    public void Whoever_floods_without_proofs_takes_nothing_from_a_neighbour_with_one()
    {
        Send("zoom", 5_000);
        var asked = Assert.IsType<Friction.Proof>(Ask("zoom"));

        Assert.IsType<Friction.None>(_suspicion.Of(Network, "zoom", ProofSolver.Payload(asked.Challenge)));
    }

    [Fact]
    public void Only_so_many_proofs_of_a_network_are_looked_at_in_a_minute_as_it_may_send_reports()
    {
        _options.ReportsPerNetworkAndMinute = 150;
        Send("zoom", 120);
        Friction Try() => _suspicion.Of(Network, "zoom", ProofSolver.Payload(Assert.IsType<Friction.Proof>(Ask("zoom")).Challenge, new AltchaSolution(1, new string('0', 64))));

        Assert.All(Enumerable.Range(0, _options.ReportsPerNetworkAndMinute), _ => Assert.IsType<Friction.Proof>(Try()));
        Assert.IsType<Friction.TooMany>(Try());
        Assert.IsType<Friction.Proof>(_suspicion.Of(IPAddress.Parse("203.0.113.10"), "zoom", null));
    }

    [Fact]
    public void Whoever_floods_with_nonsense_for_proofs_takes_nothing_from_a_neighbour_with_a_real_one()
    {
        Send("zoom", 120);
        Assert.All(Enumerable.Range(0, 2 * _options.ReportsPerNetworkAndMinute), _ => Assert.IsType<Friction.Proof>(_suspicion.Of(Network, "zoom", "nonsense")));

        Assert.IsType<Friction.None>(_suspicion.Of(Network, "zoom", ProofSolver.Payload(Assert.IsType<Friction.Proof>(Ask("zoom")).Challenge)));
    }

    [Fact]
    public void A_wrong_proof_gets_a_fresh_challenge()
    {
        Send("zoom", 120);

        var (first, second) = (Assert.IsType<Friction.Proof>(_suspicion.Of(Network, "zoom", "nonsense")), Assert.IsType<Friction.Proof>(_suspicion.Of(Network, "zoom", "nonsense")));
        Assert.Equal(ProofFault.Wrong, first.Fault);
        Assert.NotEqual(first.Challenge.Parameters.Nonce, second.Challenge.Parameters.Nonce);
    }

    [Fact]
    public void A_proof_that_nobody_asked_for_is_kept_for_when_it_is()
    {
        Send("zoom", 120);
        var payload = ProofSolver.Payload(Assert.IsType<Friction.Proof>(Ask("zoom")).Challenge);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<Friction.None>(_suspicion.Of(Network, "zoom", payload));
        Send("zoom", 120);

        Assert.IsType<Friction.None>(_suspicion.Of(Network, "zoom", payload));
    }

    [Fact]
    public void Six_people_of_a_network_may_wait_in_a_minute()
    {
        Send("zoom", 120);
        Assert.All(Enumerable.Range(0, 6), _ => Assert.IsType<Friction.None>(_suspicion.Waited(Network)));
        Assert.IsType<Friction.TooMany>(_suspicion.Waited(Network));

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<Friction.None>(_suspicion.Waited(Network));
    }

    [Fact]
    public void Without_friction_nobody_is_ever_asked()
    {
        _options.Friction = "off";
        Doubt(OutageState.Possible, SourceDoubt.OneSource);

        Assert.All(Enumerable.Range(0, 700), _ => Assert.IsType<Friction.None>(Ask("webex")));
    }

    private Friction Ask(string service) => _suspicion.Of(Network, service, null);

    private void Send(string service, int reports)
    {
        for (var i = 0; i < reports; i++)
        {
            Ask(service);
        }
    }

    private void Doubt(OutageState state, SourceDoubt doubt) => _boards.Publish(Doubted.Board(state, doubt));
}
