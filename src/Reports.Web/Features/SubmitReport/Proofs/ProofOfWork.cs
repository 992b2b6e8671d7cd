using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reports.Domain.Intake;

namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>
/// Makes and checks proofs of work in the ALTCHA protocol. Each is for one network and one report, and holds for ten minutes, so that a store of solved ones
/// cannot be built and spread out. The key is made anew by each process: what another one made is not believed, and so nothing can be used once in each. Safe
/// for all threads.
/// </summary>
public sealed class ProofOfWork(TimeProvider time, byte[] key)
{
    /// <summary>Name of the member of a report, and of the field of a form, that carries the proof.</summary>
    public const string Field = "altcha";
    public const string Algorithm = "PBKDF2/SHA-256";
    private const int KeyLength = 32;
    private const int LongestPayload = 4096;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 8, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
    private readonly UsedOnce _used = new(time);

    public ProofOfWork(TimeProvider time)
        : this(time, RandomNumberGenerator.GetBytes(32))
    {
    }

    /// <param name="network">Prefix that stands for the network.</param>
    /// <param name="iterations">Of each attempt, ≥ 1.</param>
    public AltchaChallenge Issue(string network, int iterations)
    {
        var parameters = new AltchaParameters(
            Algorithm, iterations, new AltchaData(HashOf(network)), (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds(), KeyLength, ProofWork.KeyPrefix,
            RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(32, lowercase: true));
        return new AltchaChallenge(parameters, SignatureOf(parameters));
    }

    /// <summary>Uses a proof. One that was tried is used, right or wrong, for each attempt costs us a derivation.</summary>
    /// <param name="proof">JSON in Base64, as the widget makes it.</param>
    /// <param name="mayTry">Asked where only the work itself is still to be looked at.</param>
    public ProofFault Use(string? proof, string network, Func<bool> mayTry)
    {
        if (string.IsNullOrEmpty(proof))
        {
            return ProofFault.Missing;
        }

        if (Read(proof) is not { } payload)
        {
            return ProofFault.Wrong;
        }

        ArgumentNullException.ThrowIfNull(mayTry);
        var parameters = payload.Challenge.Parameters;
        return !Same(payload.Challenge.Signature, SignatureOf(parameters)) ? ProofFault.Wrong
            : !Same(parameters.Data.Network, HashOf(network)) ? ProofFault.OtherNetwork
            : DateTimeOffset.FromUnixTimeSeconds(parameters.ExpiresAt) is var until && until < time.GetUtcNow() ? ProofFault.Expired
            : !_used.TryUse(parameters.Nonce, until) ? ProofFault.Used
            : !mayTry() ? ProofFault.TooMany
            : IsSolved(parameters, payload.Solution) ? ProofFault.None
            : ProofFault.Wrong;
    }

    /// <summary>The key of one attempt, in hexadecimal.</summary>
    public static string Derive(AltchaParameters parameters, uint counter)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var nonce = Convert.FromHexString(parameters.Nonce);
        var password = new byte[nonce.Length + sizeof(uint)];
        nonce.CopyTo(password, 0);
        BinaryPrimitives.WriteUInt32BigEndian(password.AsSpan(nonce.Length), counter);
        return Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromHexString(parameters.Salt), parameters.Cost, HashAlgorithmName.SHA256, parameters.KeyLength));
    }

    private static bool IsSolved(AltchaParameters parameters, AltchaSolution solution) =>
        Derive(parameters, solution.Counter) is var derived && derived.StartsWith(parameters.KeyPrefix, StringComparison.Ordinal) && Same(solution.DerivedKey, derived);

    private static AltchaPayload? Read(string proof)
    {
        var bytes = new byte[LongestPayload];
        try
        {
            return proof.Length <= LongestPayload && Convert.TryFromBase64String(proof, bytes, out var length)
                ? JsonSerializer.Deserialize<AltchaPayload>(bytes.AsSpan(0, length), Json)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private string HashOf(string network) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("network\n" + network)))[..16];

    private string SignatureOf(AltchaParameters parameters) => Convert.ToHexStringLower(HMACSHA256.HashData(key, parameters.Canonical()));
}
