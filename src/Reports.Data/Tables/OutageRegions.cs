using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Reports.Domain.Outages;

namespace Reports.Data.Tables;

/// <summary>A region's part in an outage: a country's, a macro-region's, or the world's as a whole. One that leaves and comes back has another.</summary>
public sealed record OutageRegion
{
    [JsonPropertyName("region")]
    public required string Region { get; init; }

    [JsonPropertyName("joined")]
    public DateTimeOffset JoinedAt { get; init; }

    [JsonPropertyName("left")]
    public DateTimeOffset? LeftAt { get; set; }

    [JsonPropertyName("recovering")]
    public bool Recovering { get; set; }

    [JsonPropertyName("reports")]
    public int Reports { get; set; }

    [JsonPropertyName("expected")]
    public double Expected { get; set; }

    /// <summary>The most its reports said, see <see cref="RegionEvidence"/>; null in outages from before it was kept.</summary>
    [JsonPropertyName("evidence_nats")]
    public double? EvidenceNats { get; set; }

    [JsonPropertyName("confidence")]
    public double? Confidence { get; set; }

    [JsonPropertyName("observed_per_minute")]
    public double? ObservedPerMinute { get; set; }

    [JsonPropertyName("expected_per_minute")]
    public double? ExpectedPerMinute { get; set; }

    /// <summary>The four together.</summary>
    [JsonIgnore]
    public RegionEvidence? Evidence
    {
        get => EvidenceNats is { } nats && Confidence is { } confidence && ObservedPerMinute is { } observed && ExpectedPerMinute is { } expected
            ? new RegionEvidence(nats, confidence, observed, expected)
            : null;
        set => (EvidenceNats, Confidence, ObservedPerMinute, ExpectedPerMinute) =
            (value?.Nats, value?.Confidence, value?.ObservedPerMinute, value?.ExpectedPerMinute);
    }
}

/// <summary>How the regions of an outage are written into its row, as JSON.</summary>
internal static class OutageRegions
{
    public static readonly ValueConverter<IList<OutageRegion>, string> Converter = new(
        regions => JsonSerializer.Serialize(regions, OutageRegionsJson.Default.IListOutageRegion),
        text => JsonSerializer.Deserialize(text, OutageRegionsJson.Default.IListOutageRegion)!);

    public static readonly ValueComparer<IList<OutageRegion>> Comparer = new(
        (one, other) => one!.SequenceEqual(other!),
        regions => regions.Count,
        regions => Copy(regions));

    private static List<OutageRegion> Copy(IList<OutageRegion> regions) => [.. regions.Select(part => part with { })];
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(IList<OutageRegion>))]
internal sealed partial class OutageRegionsJson : JsonSerializerContext;
