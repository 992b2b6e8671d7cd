using System.Runtime.InteropServices;

namespace Reports.Detection.Detectors;

/// <summary>Usual fresh reports per hour of a region, parts included.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct HourRates
{
    /// <summary>At the middle of the hour before, this hour, and the next.</summary>
    public double Before;
    public double Here;
    public double After;

    /// <summary>Σ over the parts (uncertainty of the level × rate)².</summary>
    public double DoubtSquares;

    /// <summary>Σ over the parts rate × (variance of a minute's fresh reports over their mean).</summary>
    public double Clumped;

    /// <summary>Σ over the parts rate × (squared relative uncertainty of its rhythm): what is wrong with a rhythm is wrong in all parts.</summary>
    public double ShapeDoubt;

    public void Add(HourRates part)
    {
        Before += part.Before;
        Here += part.Here;
        After += part.After;
        DoubtSquares += part.DoubtSquares;
        Clumped += part.Clumped;
        ShapeDoubt += part.ShapeDoubt;
    }

    /// <summary>Per minute.</summary>
    /// <param name="minuteOfHour">0..59. The rate is a straight line between the middles of hours.</param>
    public readonly double At(int minuteOfHour)
    {
        var fromMiddle = (minuteOfHour + 0.5 - 30) / 60;
        var neighbour = fromMiddle < 0 ? Before : After;
        return (Here + (Math.Abs(fromMiddle) * (neighbour - Here))) / 60;
    }
}
