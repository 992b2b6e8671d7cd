using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>How much time a service has been watched: what a series without reports learns from an hour is in here, not in the series.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct BaselineClock
{
    /// <summary>The UTC hour learnt last.</summary>
    public int Hour;

    /// <summary>Hours learnt so far.</summary>
    public int Hours;

    /// <summary>Observed hours, with the forgetting of a level.</summary>
    public double Observed;

    public void Advance(int hour, double hours, double levelKeep)
    {
        Hour = hour;
        Hours++;
        Observed = (Observed * levelKeep) + hours;
    }
}
