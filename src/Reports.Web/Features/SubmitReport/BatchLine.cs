using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Reports.Pipeline.Intake;

namespace Reports.Web.Features.SubmitReport;

/// <summary>One line of <c>POST /api/v1/reports/batch</c>.</summary>
/// <param name="OccurredAt">RFC 3339, up to 400 days back.</param>
/// <param name="Reporter">Opaque id of the person.</param>
/// <param name="Network">Opaque id of the person's network; the reporter where left out or blank.</param>
/// <param name="Id">Your id of the report: the same id twice within 24 hours counts once. Blank is none.</param>
public sealed record BatchLine(
    [property: Required] string? Service = null, [property: AllowedValues("down", "works")] string? Kind = null, string? Problem = null, string? Country = null, string? Subdivision = null,
    double? Latitude = null, double? Longitude = null, [property: Required] DateTimeOffset? OccurredAt = null, [property: Required] string? Reporter = null, string? Network = null, string? Id = null)
{
    public const string NotJson = "the line is not a JSON object of the expected form";

    /// <summary>The row that a line tells, or what is wrong with its form.</summary>
    internal static (BatchRow? Row, string? Error) Parse(ReadOnlySpan<byte> line)
    {
        if (Read(line) is not { } body)
        {
            return (null, NotJson);
        }

        if (!ReportsApi.TryReadKind(body.Kind, out var kind))
        {
            return (null, "kind: must be down or works");
        }

        if (body.OccurredAt is not { } occurredAt)
        {
            return (null, "occurredAt: required");
        }

        var submission = new Submission(body.Service ?? "", kind, body.Problem, body.Latitude, body.Longitude, body.Country, body.Subdivision);
        return (new BatchRow(submission, occurredAt, body.Reporter, Given(body.Network), Given(body.Id)), null);
    }

    // Otherwise all lines that leave them blank would be of one network, or one report.
    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static BatchLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return Utf8.IsValid(line) ? JsonSerializer.Deserialize(line, BatchJson.Default.BatchLine) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, MaxDepth = 16)]
[JsonSerializable(typeof(BatchLine))]
internal sealed partial class BatchJson : JsonSerializerContext;
