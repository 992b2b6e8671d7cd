using System.Text;
using Microsoft.Extensions.Time.Testing;
using Reports.Domain.Intake;
using Reports.Web.Features.SubmitReport.Proofs;

namespace Reports.Web.Tests.SubmitReport.Proofs;

public sealed class ProofOfWorkTests
{
    private const string Network = "CB0071";
    private const int Iterations = 10;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 17, 12, 0, 0, TimeSpan.Zero));
    private readonly ProofOfWork _proofs;

    public ProofOfWorkTests() => _proofs = new ProofOfWork(_time);

    [Fact]
    public void A_challenge_says_what_is_to_be_found_and_until_when()
    {
        var asked = _proofs.Issue(Network, Iterations).Parameters;

        Assert.Equal((ProofOfWork.Algorithm, Iterations, 32, ProofWork.KeyPrefix), (asked.Algorithm, asked.Cost, asked.KeyLength, asked.KeyPrefix));
        Assert.Equal(_time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(), asked.ExpiresAt);
        Assert.NotEqual(asked.Nonce, _proofs.Issue(Network, Iterations).Parameters.Nonce);
        Assert.DoesNotContain(Network, asked.Data.Network, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_signed_are_the_members_in_the_order_of_the_alphabet()
    {
        var text = Encoding.UTF8.GetString(_proofs.Issue(Network, Iterations).Parameters.Canonical());

        Assert.Matches(
            """^\{"algorithm":"PBKDF2/SHA-256","cost":10,"data":\{"network":"[0-9a-f]{16}"\},"expiresAt":1779019800,"keyLength":32,"keyPrefix":"00","nonce":"[0-9a-f]{32}","salt":"[0-9a-f]{32}"\}$""", text);
    }

    [Fact]
    public void A_proof_is_good_once()
    {
        var payload = ProofSolver.Payload(_proofs.Issue(Network, Iterations));

        Assert.Equal(ProofFault.None, _proofs.Use(payload, Network, () => true));
        Assert.Equal(ProofFault.Used, _proofs.Use(payload, Network, () => true));
    }

    [Fact]
    public void A_proof_is_good_for_ten_minutes()
    {
        var (early, late) = (ProofSolver.Payload(_proofs.Issue(Network, Iterations)), ProofSolver.Payload(_proofs.Issue(Network, Iterations)));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(ProofFault.None, _proofs.Use(early, Network, () => true));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ProofFault.Expired, _proofs.Use(late, Network, () => true));
    }

    [Fact]
    public void A_proof_is_good_for_its_network_and_stays_so_when_another_one_tries_it()
    {
        var payload = ProofSolver.Payload(_proofs.Issue(Network, Iterations));

        Assert.Equal(ProofFault.OtherNetwork, _proofs.Use(payload, "CB0072", () => true));
        Assert.Equal(ProofFault.None, _proofs.Use(payload, Network, () => true));
    }

    [Fact]
    public void Another_process_made_another_key() =>
        Assert.Equal(ProofFault.Wrong, new ProofOfWork(_time).Use(ProofSolver.Payload(_proofs.Issue(Network, Iterations)), Network, () => true));

    [Fact]
    public void Without_the_work_there_is_no_proof_and_the_challenge_is_spent()
    {
        var asked = _proofs.Issue(Network, Iterations);
        var solved = ProofSolver.Solve(asked);
        var lazy = Enumerable.Range(0, 300).Select(counter => new AltchaSolution((uint)counter, ProofOfWork.Derive(asked.Parameters, (uint)counter)))
            .First(attempt => !attempt.DerivedKey.StartsWith(ProofWork.KeyPrefix, StringComparison.Ordinal));

        Assert.Equal(ProofFault.Wrong, _proofs.Use(ProofSolver.Payload(asked, lazy), Network, () => true));
        Assert.Equal(ProofFault.Used, _proofs.Use(ProofSolver.Payload(asked, solved), Network, () => true));
    }

    [Fact]
    public void A_key_that_is_only_claimed_is_no_proof()
    {
        var asked = _proofs.Issue(Network, Iterations);

        Assert.Equal(ProofFault.Wrong, _proofs.Use(ProofSolver.Payload(asked, new AltchaSolution(1, new string('0', 64))), Network, () => true));
    }

    [Fact]
    public void Whoever_makes_it_easier_or_longer_has_broken_the_signature()
    {
        var asked = _proofs.Issue(Network, Iterations);
        Assert.All(
            (AltchaParameters[])
            [
                asked.Parameters with { Cost = 1 }, asked.Parameters with { KeyPrefix = "" }, asked.Parameters with { ExpiresAt = asked.Parameters.ExpiresAt + 1 },
                asked.Parameters with { Nonce = asked.Parameters.Salt }, asked.Parameters with { Algorithm = "SHA-256" },
            ],
            changed => Assert.Equal(ProofFault.Wrong, _proofs.Use(ProofSolver.Payload(asked with { Parameters = changed }, new AltchaSolution(0, "00")), Network, () => true)));
        Assert.Equal(ProofFault.None, _proofs.Use(ProofSolver.Payload(asked), Network, () => true));
    }

    [Theory]
    [InlineData(null, ProofFault.Missing), InlineData("", ProofFault.Missing), InlineData("not base64", ProofFault.Wrong), InlineData("e30=", ProofFault.Wrong), InlineData("bnVsbA==", ProofFault.Wrong), InlineData("W1tbW1tbW1tb", ProofFault.Wrong)]
    public void What_is_no_payload_is_wrong_and_breaks_nothing(string? text, ProofFault expected) => Assert.Equal(expected, _proofs.Use(text, Network, () => true));

    [Fact]
    public void A_payload_with_missing_negative_or_endless_parts_is_wrong_and_breaks_nothing()
    {
        var asked = _proofs.Issue(Network, Iterations);
        Assert.All(
            (object[])
            [
                new { challenge = asked }, new { challenge = asked, solution = new { counter = -1, derivedKey = "00" } }, new { challenge = asked, solution = new { counter = 1, derivedKey = (string?)null } },
                new { challenge = new { asked.Signature }, solution = new { counter = 1, derivedKey = "00" } }, new { challenge = asked, solution = new { counter = 1, derivedKey = new string('0', 5000) } },
            ],
            payload => Assert.Equal(ProofFault.Wrong, _proofs.Use(ProofSolver.Payload(payload), Network, () => true)));
    }
}
