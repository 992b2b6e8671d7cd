using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>
/// Proof that this network and browser were shown the page and waited, for whoever has no script to work anything out. Each is good once, from ten seconds
/// after it was made, for twenty minutes: time enough to read the page in peace.
/// </summary>
public sealed class WaitTokens(IDataProtectionProvider protection, TimeProvider time)
{
    public const string Field = "wait";
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);
    private readonly IDataProtector _protector = protection.CreateProtector("Reports.WaitInsteadOfProof");
    private readonly UsedOnce _used = new(time);

    public string Issue(HttpContext http) => _protector.Protect(string.Create(
        CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetHexString(16)}|{time.GetUtcNow().ToUnixTimeMilliseconds()}|{ConfirmTokens.Subject(http)}"));

    /// <summary>Uses a token whose wait is over.</summary>
    /// <returns>What is wrong with it; where it is early, how long is left.</returns>
    public (ProofFault Fault, TimeSpan Left) Use(string? token, HttpContext http)
    {
        if (string.IsNullOrEmpty(token))
        {
            return (ProofFault.Missing, Delay);
        }

        if (_protector.Open(token)?.Split('|', 3) is not [var id, var made, var subject] || !string.Equals(subject, ConfirmTokens.Subject(http), StringComparison.Ordinal))
        {
            return (ProofFault.Wrong, Delay);
        }

        var from = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(made, CultureInfo.InvariantCulture)) + Delay;
        var (left, until) = (from - time.GetUtcNow(), from - Delay + Lifetime);
        return left > TimeSpan.Zero ? (ProofFault.Early, left)
            : until < time.GetUtcNow() ? (ProofFault.Expired, Delay)
            : _used.TryUse(id, until) ? (ProofFault.None, TimeSpan.Zero)
            : (ProofFault.Used, Delay);
    }
}
