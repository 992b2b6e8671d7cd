using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>A proof of work that is asked for, as version 2 of the ALTCHA protocol writes it.</summary>
/// <param name="Signature">HMAC-SHA-256 of the parameters as <see cref="AltchaParameters.Canonical"/> writes them, in hexadecimal.</param>
public sealed record AltchaChallenge(AltchaParameters Parameters, string Signature);

/// <summary>
/// To be found: a counter for which PBKDF2 of nonce and counter (four bytes, the highest first) begins with the prefix. The order of the members is that of
/// the alphabet, because that is what is signed.
/// </summary>
/// <param name="Algorithm">Always <see cref="ProofOfWork.Algorithm"/>.</param>
/// <param name="Cost">Iterations of each attempt.</param>
/// <param name="ExpiresAt">Seconds since the Unix epoch.</param>
/// <param name="KeyLength">Bytes of the derived key.</param>
/// <param name="KeyPrefix">How the derived key must begin, in hexadecimal.</param>
/// <param name="Nonce">16 random bytes, in hexadecimal.</param>
/// <param name="Salt">16 random bytes, in hexadecimal.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AltchaParameters(string Algorithm, int Cost, AltchaData Data, long ExpiresAt, int KeyLength, string KeyPrefix, string Nonce, string Salt)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The members in the order of the alphabet, without blanks.</summary>
    public byte[] Canonical() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

/// <summary>Who may use it.</summary>
/// <param name="Network">Keyed hash of the network that it was made for.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AltchaData(string Network);

/// <summary>What comes back, as JSON in Base64.</summary>
public sealed record AltchaPayload(AltchaChallenge Challenge, AltchaSolution Solution);

/// <param name="DerivedKey">In hexadecimal.</param>
public sealed record AltchaSolution(uint Counter, string DerivedKey);
