using System.Text.Json;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>What the script of a page is told: what to work out, and what to say meanwhile.</summary>
/// <param name="Strings">Texts of the widget, under its own names.</param>
public sealed record AskedProof(AltchaChallenge Challenge, string Language, IReadOnlyDictionary<string, string> Strings)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Of(AltchaChallenge challenge, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var strings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["label"] = texts["proof.widget.label"],
            ["verifying"] = texts["proof.widget.verifying"],
            ["verified"] = texts["proof.widget.verified"],
            ["waitAlert"] = texts["proof.widget.verifying"],
            ["error"] = texts["proof.widget.error"],
            ["expired"] = texts["proof.expired"],
        };
        return JsonSerializer.Serialize(new AskedProof(challenge, texts.Language, strings), Json);
    }
}
