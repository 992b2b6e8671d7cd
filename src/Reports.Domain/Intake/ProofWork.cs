namespace Reports.Domain.Intake;

/// <summary>What a proof of work costs its sender: attempts, each of so many iterations of PBKDF2.</summary>
public static class ProofWork
{
    /// <summary>How a derived key must begin, in hexadecimal: one attempt in 256 succeeds, so half of all proofs take fewer than 178 attempts and one in a hundred more than 1,177.</summary>
    public const string KeyPrefix = "00";

    /// <summary>Iterations of an attempt where a network has just passed its limit: three quarters of a million in all, meant to be a few tenths of a second on a phone.</summary>
    public const int LeastIterations = 3_000;

    /// <summary>However much a network sends, its neighbours do not wait longer than so many times that.</summary>
    private const int MostTimes = 4;

    /// <summary>Iterations of one attempt: LeastIterations · min(MostTimes, max(1, sent ÷ free)). Who sends twice what is free works twice as long for each report.</summary>
    /// <param name="sent">Reports of the network in the last minute, ≥ 0.</param>
    /// <param name="free">Reports that a network sends without a proof in a minute, ≥ 1.</param>
    public static int Iterations(int sent, int free) => (int)(LeastIterations * Math.Clamp((double)sent / free, 1, MostTimes));
}
