using System.Text.Json;
using Reports.Web.Features.SubmitReport.Proofs;

namespace Reports.Web.Tests.SubmitReport.Proofs;

/// <summary>Answers challenges as the widget would.</summary>
internal static class ProofSolver
{
    public static AltchaSolution Solve(AltchaChallenge challenge)
    {
        for (var counter = 0u; ; counter++)
        {
            var key = ProofOfWork.Derive(challenge.Parameters, counter);
            if (key.StartsWith(challenge.Parameters.KeyPrefix, StringComparison.Ordinal))
            {
                return new AltchaSolution(counter, key);
            }
        }
    }

    public static string Payload(AltchaChallenge challenge, AltchaSolution? solution = null) => Payload(new AltchaPayload(challenge, solution ?? Solve(challenge)));

    public static string Payload(object payload) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web));

    /// <summary>The payload for a challenge as it stands in an answer.</summary>
    public static string Payload(JsonElement challenge) => Payload(challenge.Deserialize<AltchaChallenge>(JsonSerializerOptions.Web)!);
}
