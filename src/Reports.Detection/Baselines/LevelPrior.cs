using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>What is believed of the usual rate of a series before it has reports: a Gamma distribution.</summary>
/// <param name="PerHour">Its mean, fresh reports per average hour, > 0.</param>
/// <param name="Events">Its shape α > 0: as if the mean came from so many reports, relative standard deviation 1/√α.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LevelPrior(double PerHour, double Events)
{
    /// <summary>The posterior mean after so many reports, ≥ 0, in so many average hours, ≥ 0.</summary>
    public double After(double reports, double hours) => (Events + reports) / ((Events / PerHour) + hours);
}
