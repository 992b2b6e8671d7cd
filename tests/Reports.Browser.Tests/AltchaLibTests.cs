using System.Text;
using System.Text.Json;
using Reports.Web.Features.SubmitReport.Proofs;

namespace Reports.Browser.Tests;

/// <summary>The library of the protocol's authors, version 2.8, agrees with our challenges and our checks.</summary>
[Trait("Category", "Browser")]
public sealed class AltchaLibTests
{
    private const string Secret = "a secret that both sides of this test know";
    private const string Network = "CB0071";

    // Solves a challenge and, as a server with the same secret, says what it thinks of it and of one that was made easier.
    private const string Script = """
        import { solveChallenge, verifySolution } from 'altcha-lib';
        import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
        const { challenge, secret } = JSON.parse(process.argv[1]);
        const solution = await solveChallenge({ challenge, deriveKey });
        const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1 } };
        const verify = one => verifySolution({ challenge: one, solution, deriveKey, hmacSignatureSecret: secret });
        const [right, wrong] = [await verify(challenge), await verify(easier)];
        console.log(JSON.stringify({ right, wrong, payload: btoa(JSON.stringify({ challenge, solution })) }));
        """;

    [Theory]
    [InlineData("altcha.min.js", "dist/external/altcha.min.js"), InlineData("altcha.css", "dist/external/altcha.css"), InlineData("pbkdf2.js", "dist/workers/pbkdf2.js"), InlineData("LICENSE-altcha.txt", "LICENSE.txt")]
    public async Task The_widget_is_that_of_npm_unchanged(string ours, string theirs)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var package = await File.ReadAllBytesAsync(ThirdParty.Package($"altcha/{theirs}"), cancellation);
        Assert.Equal(package, await File.ReadAllBytesAsync(Path.Combine(ThirdParty.Root, "src/Reports.Web/wwwroot/altcha", ours), cancellation));
    }

    [Fact]
    public async Task It_solves_and_verifies_our_challenges_and_we_take_its_payloads()
    {
        ThirdParty.Package("altcha-lib/package.json");
        var proofs = new ProofOfWork(TimeProvider.System, Encoding.UTF8.GetBytes(Secret));
        var challenge = proofs.Issue(Network, 2_000);
        var said = JsonDocument.Parse(await ThirdParty.RunAsync(
            "node", "--input-type=module", "-e", Script, JsonSerializer.Serialize(new { challenge, secret = Secret }, JsonSerializerOptions.Web))).RootElement;

        Assert.True(said.GetProperty("right").GetProperty("verified").GetBoolean(), said.GetRawText());
        Assert.True(said.GetProperty("wrong").GetProperty("invalidSignature").GetBoolean(), said.GetRawText());
        Assert.Equal(ProofFault.None, proofs.Use(said.GetProperty("payload").GetString(), Network, () => true));
    }

    [Fact]
    public async Task We_verify_a_challenge_that_it_made()
    {
        ThirdParty.Package("altcha-lib/package.json");
        const string Make = """
            import { createChallenge, solveChallenge } from 'altcha-lib';
            import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
            const { secret, network, expiresAt } = JSON.parse(process.argv[1]);
            const challenge = await createChallenge({ algorithm: 'PBKDF2/SHA-256', cost: 500, deriveKey, expiresAt, data: { network }, hmacSignatureSecret: secret });
            console.log(btoa(JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })));
            """;
        var proofs = new ProofOfWork(TimeProvider.System, Encoding.UTF8.GetBytes(Secret));
        var ours = proofs.Issue(Network, 1).Parameters;
        var payload = (await ThirdParty.RunAsync(
            "node", "--input-type=module", "-e", Make, JsonSerializer.Serialize(new { secret = Secret, network = ours.Data.Network, expiresAt = ours.ExpiresAt }, JsonSerializerOptions.Web))).Trim();

        Assert.Equal(ProofFault.None, proofs.Use(payload, Network, () => true));
        Assert.Equal(ProofFault.Used, proofs.Use(payload, Network, () => true));
    }
}
