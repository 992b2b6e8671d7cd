using Microsoft.AspNetCore.Mvc;
using Reports.Web.Hosting;

namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>The problem document that asks for a proof of work, as the description of the API has it.</summary>
public sealed class ProofRequired : ProblemDetails
{
    public const string Refusal = "proof-required";

    /// <summary>To be solved and sent along with the same report, as <c>altcha</c>.</summary>
    public AltchaChallenge? Challenge { get; init; }

    public static IResult Of(Friction.Proof asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var problem = Problems.Of(StatusCodes.Status403Forbidden, Refusal, "A proof of work is required.", Describe(asked.Fault));
        problem.ProblemDetails.Extensions["challenge"] = asked.Challenge;
        return problem;
    }

    private static string Describe(ProofFault fault)
    {
        const string Ask = "Nothing was stored. Solve the challenge (ALTCHA) and send the same report again with the payload as its member altcha.";
        return fault switch
        {
            ProofFault.None or ProofFault.Missing or ProofFault.Early or ProofFault.TooMany => $"Your network sends very many reports. {Ask}",
            ProofFault.Wrong => $"The proof is not a solution of a challenge of this site. {Ask}",
            ProofFault.Expired => $"The proof has expired. {Ask}",
            ProofFault.Used => $"The proof was used already. {Ask}",
            ProofFault.OtherNetwork => $"The proof was made for another network. {Ask}",
        };
    }
}
