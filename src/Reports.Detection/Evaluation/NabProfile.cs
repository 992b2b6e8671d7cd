namespace Reports.Detection.Evaluation;

/// <summary>What a right, a wrong and a missing detection weigh, each ≥ 0.</summary>
public sealed record NabProfile(string Name, double Hit, double FalseAlarm, double Miss)
{
    public static NabProfile Standard { get; } = new("standard", 1, 0.11, 1);

    /// <summary>The three of NAB (Lavin and Ahmad 2015, §II.C).</summary>
    public static IReadOnlyList<NabProfile> Usual { get; } = [Standard, new("reward_low_FP", 1, 0.22, 1), new("reward_low_FN", 1, 0.11, 2)];
}
