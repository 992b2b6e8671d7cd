namespace Reports.Detection.Detectors;

/// <summary>
/// Turns the evidence of all regions of a service into alarms. Regions speak for each other: a country needs less evidence
/// when its neighbours are in trouble, and a wide region may alarm on its own sum, on one part, or on many small signs
/// together (a subset scan). Chance must be paid for each time a part may be chosen.
/// </summary>
internal sealed class AlarmRules(DetectorOptions options)
{
    private const int OnsetSettlesMinutes = 10;

    /// <param name="awake">Regions with anything to decide; parents before their parts.</param>
    /// <param name="known">All regions of the service, asleep ones too.</param>
    public void Apply(int minute, List<SeriesMonitor> awake, List<SeriesMonitor> known, SeriesMonitor?[] byRegion, double eventsLearnt)
    {
        var minimum = MinimumReports(eventsLearnt);
        Gather(awake, byRegion, minimum);
        var alarmed = false;
        for (var i = awake.Count - 1; i >= 0; i--)
        {
            Decide(minute, awake[i], byRegion, minimum);
            alarmed |= awake[i].Level == AlarmLevel.Alarm;
        }

        if (alarmed)
        {
            FreezeHours(known, byRegion);
        }
    }

    private double MinimumReports(double eventsLearnt) =>
        options.MinimumReports
        + ((options.MinimumReportsUnknown - options.MinimumReports) * options.KnownReports / (options.KnownReports + eventsLearnt));

    /// <summary>Adds what the parts have to say to their wholes.</summary>
    private void Gather(List<SeriesMonitor> awake, SeriesMonitor?[] byRegion, double minimum)
    {
        foreach (var monitor in awake)
        {
            monitor.Parts = default;
        }

        foreach (var monitor in awake)
        {
            if (monitor.IsLeaf)
            {
                var evidence = monitor.SurgeEvidence;
                monitor.Support = Math.Max(0, (monitor.Level == AlarmLevel.Alarm ? Math.Max(options.AlarmEvidence, evidence) : evidence) - options.SupportCharge);
                monitor.Support = Math.Min(monitor.Support, options.AlarmEvidence);
                var shared = Math.Max(0, evidence - options.SupportCharge);
                for (var area = monitor.Parent; area >= 0; area = byRegion[area]!.Parent)
                {
                    byRegion[area]!.Parts.Add(monitor, monitor.Support, shared, minimum);
                }
            }
        }
    }

    private void Decide(int minute, SeriesMonitor monitor, SeriesMonitor?[] byRegion, double minimum)
    {
        var threshold = options.AlarmEvidence - (monitor.IsLeaf ? 0 : options.WideDiscount);
        var source = monitor.Region;
        var speaker = monitor.Region;
        if (monitor.IsLeaf && monitor.Parent >= 0)
        {
            var near = byRegion[monitor.Parent]!.Parts.Support - monitor.Support;
            var far = byRegion[0]!.Parts.Support - byRegion[monitor.Parent]!.Parts.Support;
            threshold = Math.Max(options.SupportedEvidence, threshold - near - (options.DistantSupport * far));
        }

        // Where less evidence will do, fewer people will.
        var needed = monitor.IsLeaf ? minimum * threshold / options.AlarmEvidence : minimum;
        var evidence = monitor.Surge.Reports >= needed ? monitor.SurgeEvidence : 0;
        if (!monitor.IsLeaf)
        {
            var parts = monitor.Parts;
            var chosen = parts.Best - Math.Log(Math.Max(1, monitor.Leaves));
            if (chosen > evidence)
            {
                (evidence, source, speaker) = (chosen, parts.BestRegion, parts.BestRegion);
            }

            if (parts.Shared > evidence && parts.Reports >= minimum)
            {
                (evidence, source, speaker) = (parts.Shared, monitor.Region, parts.LargestRegion);
            }
        }

        monitor.Lent = monitor.IsLeaf ? options.AlarmEvidence - threshold : 0;

        // Far more people than usual in a minute are told of at once, but no more than possible, whoever lends support: it takes three to know that it is no blip.
        if (evidence < Math.Min(options.PossibleEvidence, threshold) && !monitor.Unknown && monitor.Surge.IsBurst(options.AlarmEvidence, options.BurstReports))
        {
            (evidence, source, speaker) = (options.PossibleEvidence, monitor.Region, monitor.Region);
            threshold = Math.Max(threshold, Math.BitIncrement(evidence));
            monitor.Lent = 0; // What a minute alone says is no surer beside others.
        }

        monitor.Evidence = evidence;
        if (monitor.Level == AlarmLevel.Alarm)
        {
            Settle(minute, monitor, byRegion[speaker]!);
            Follow(minute, monitor);
        }
        else
        {
            Raise(minute, monitor, threshold, source, byRegion[speaker]!);
        }

        if (monitor.Level == AlarmLevel.Alarm)
        {
            for (var area = monitor.Parent; area >= 0; area = byRegion[area]!.Parent)
            {
                byRegion[area]!.Parts.Alarmed = true;
            }
        }
    }

    private void Raise(int minute, SeriesMonitor monitor, double threshold, int source, SeriesMonitor speaker)
    {
        var before = monitor.Level;
        if (monitor.Evidence >= threshold)
        {
            monitor.Level = AlarmLevel.Alarm;
            monitor.Recovery.Open(monitor.Recovery.Rate);
            monitor.Recovering = false;
        }
        else if (monitor.Evidence >= options.PossibleEvidence)
        {
            monitor.Level = AlarmLevel.Possible;
        }
        else if (monitor.Evidence < options.PossibleEvidence / 2)
        {
            monitor.Level = AlarmLevel.None;
        }

        if (monitor.Level > before)
        {
            monitor.Raised = minute;
            monitor.Onset = speaker.OnsetAt(minute);
        }

        monitor.Source = source;
    }

    /// <summary>A young alarm rests on few minutes, so its onset is a rough guess: the next minutes make it a better one.</summary>
    private static void Settle(int minute, SeriesMonitor monitor, SeriesMonitor speaker)
    {
        if (monitor.Evidence > 0 && minute - monitor.Raised <= OnsetSettlesMinutes && speaker.OnsetAt(minute) is var onset && onset <= monitor.Raised)
        {
            monitor.Onset = onset;
        }
    }

    private void Follow(int minute, SeriesMonitor monitor)
    {
        var usual = monitor.Usual;
        var high = Math.Max(
            options.CloseRatio * usual, Math.Max(options.CloseMinimumPerMinute, options.ClosePeakShare * monitor.Recovery.Peak));
        monitor.Recovery.Advance(monitor.Reports, usual, high);
        monitor.Recovering = monitor.Recovery.HasFallen;
        if (monitor.Recovery.Evidence >= options.CloseEvidence
            && minute - monitor.Raised >= options.MinimumAlarmMinutes
            && !monitor.Parts.Alarmed)
        {
            monitor.Level = AlarmLevel.None;
            monitor.Recovering = false;
            monitor.Surge.Reset();
        }
    }

    /// <summary>
    /// A place learns nothing from an hour in which it, or a region around it as a whole, was in alarm. The hours of the others are looked
    /// after with those of their area.
    /// </summary>
    private static void FreezeHours(List<SeriesMonitor> known, SeriesMonitor?[] byRegion)
    {
        foreach (var monitor in known)
        {
            for (var area = monitor.Region; area >= 0; area = byRegion[area]!.Parent)
            {
                if (monitor.IsVisited && byRegion[area] is { Level: AlarmLevel.Alarm } alarmed && alarmed.Source == area)
                {
                    monitor.Hour.Frozen = true;
                }
            }
        }
    }
}
