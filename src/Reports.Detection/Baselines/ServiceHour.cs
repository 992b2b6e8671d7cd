using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>What all regions of a service add up to in the hour that is being learnt.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct ServiceHour(double Seen, double Expected, double Counted, double Fresh)
{
    public void Add(double seen, double expected, double counted, double fresh)
    {
        Seen += seen;
        Expected += expected;
        Counted += counted;
        Fresh += fresh;
    }
}
