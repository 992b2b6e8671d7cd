using Reports.Detection.Baselines;

namespace Reports.Detection.Detectors;

/// <summary>The usual rates around an hour: of each region by itself, summed from parts to wholes; of quiet parts all at once.</summary>
internal sealed class UsualRates(ServiceBaseline baseline, double doubtDeviations)
{
    /// <param name="known">Wholes before their parts.</param>
    public void OpenHour(int hour, List<SeriesMonitor> known, SeriesMonitor?[] byRegion)
    {
        foreach (var monitor in known)
        {
            monitor.RatesHour = int.MinValue;
            monitor.Rates = default;
        }

        for (var i = known.Count - 1; i >= 0; i--)
        {
            var monitor = known[i];
            if (baseline.IsQuiet(monitor.Region))
            {
                continue;
            }

            monitor.Rates.Add(QuietParts(monitor.Region, hour));
            EnsureOpen(monitor, hour);
            if (monitor.Parent >= 0)
            {
                byRegion[monitor.Parent]!.Rates.Add(monitor.Rates);
            }
        }
    }

    public void EnsureOpen(SeriesMonitor monitor, int hour)
    {
        if (monitor.RatesHour == hour)
        {
            return;
        }

        monitor.RatesHour = hour;
        if (baseline.Has(monitor.Region))
        {
            var here = baseline.PerHour(monitor.Region, hour);
            monitor.Rates.Add(new HourRates
            {
                Before = baseline.PerHour(monitor.Region, hour - 1),
                Here = here,
                After = baseline.PerHour(monitor.Region, hour + 1),
                DoubtSquares = here * here * baseline.LevelUncertainty(monitor.Region),
                Clumped = here * baseline.Dispersion(monitor.Region),
                ShapeDoubt = here * baseline.ShapeUncertainty(monitor.Region, hour),
            });
        }

        var rate = Math.Max(monitor.Rates.Here, double.Epsilon);
        var doubt = baseline.Spread(monitor.Region) + (monitor.Rates.DoubtSquares / Math.Max(rate * rate, double.Epsilon)) + (monitor.Rates.ShapeDoubt / rate);
        monitor.Doubt = 1 + (doubtDeviations * Math.Sqrt(doubt));
        monitor.Law = new(1, monitor.Rates.Clumped / rate);
    }

    private HourRates QuietParts(int area, int hour)
    {
        var (crowd, factor) = baseline.QuietIn(area, hour);
        return crowd.IsEmpty ? default : new HourRates
        {
            Before = crowd.Rate * baseline.QuietIn(area, hour - 1).Factor,
            Here = crowd.Rate * factor,
            After = crowd.Rate * baseline.QuietIn(area, hour + 1).Factor,
            DoubtSquares = crowd.DoubtSquares * factor * factor,
            Clumped = crowd.Clumped * factor,
            ShapeDoubt = crowd.Rate * factor * baseline.QuietUncertainty(area, hour),
        };
    }
}
