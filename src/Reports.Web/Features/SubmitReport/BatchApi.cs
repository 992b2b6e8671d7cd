using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;
using Reports.Web.Hosting;

namespace Reports.Web.Features.SubmitReport;

/// <summary>One line of <c>POST /api/v1/reports/batch</c>.</summary>
/// <param name="OccurredAt">RFC 3339, up to 400 days back.</param>
/// <param name="Reporter">Opaque id of the person.</param>
/// <param name="Network">Opaque id of the person's network; the reporter where left out.</param>
/// <param name="Id">Your id of the report: the same id twice counts once.</param>
public sealed record BatchLine(
    string? Service = null, string? Kind = null, string? Problem = null, string? Country = null, string? Subdivision = null,
    double? Latitude = null, double? Longitude = null, DateTimeOffset? OccurredAt = null, string? Reporter = null, string? Network = null, string? Id = null);

/// <summary>What became of a batch: every line is in one of the three.</summary>
/// <param name="Accepted">Stored and counted.</param>
/// <param name="Duplicates">Sent before, or the same person inside the window.</param>
public sealed record BatchAnswer(int Accepted, int Duplicates, IReadOnlyList<BatchRejection> Rejected);

/// <param name="Line">1 for the first line.</param>
public sealed record BatchRejection(int Line, string Error);

internal static class BatchApi
{
    public const string MediaType = "application/x-ndjson";
    private const long MostBytes = 64L * 1024 * 1024;
    private const int RowsAtOnce = 1000;

    public static async Task<IResult> ReceiveAsync(HttpContext context, BatchIntake intake, IOptions<IntakeOptions> options, CancellationToken cancellationToken)
    {
        if (context.Request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", $"Send {MediaType}.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        var tally = new Tally(intake, context.ApiKeyName());
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                tally.Add(number, line);
            }

            if (tally.Waiting >= RowsAtOnce && !await tally.FlushAsync(cancellationToken))
            {
                return Busy(context, options.Value);
            }
        }

        return await tally.FlushAsync(cancellationToken) ? TypedResults.Ok(tally.Answer()) : Busy(context, options.Value);
    }

    private static IResult Busy(HttpContext context, IntakeOptions options)
    {
        context.Response.Headers.RetryAfter = ((int)options.RetryAfter.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Of(
            StatusCodes.Status503ServiceUnavailable, "busy", "The batch could not be stored to its end.", "Send it again: lines with an id that were stored count once.");
    }

    private sealed class Tally(BatchIntake intake, string source)
    {
        private readonly List<(int Line, BatchRow Row)> _waiting = [];
        private readonly List<BatchRejection> _rejected = [];
        private int _accepted;
        private int _duplicates;

        public int Waiting => _waiting.Count;

        public void Add(int number, string line)
        {
            var (body, _) = BodyReader.Parse<BatchLine>(Encoding.UTF8.GetBytes(line));
            if (body is null)
            {
                _rejected.Add(new BatchRejection(number, "the line is not a JSON object of the expected form"));
            }
            else if (!ReportsApi.TryReadKind(body.Kind, out var kind))
            {
                _rejected.Add(new BatchRejection(number, "kind: must be down or works"));
            }
            else if (body.OccurredAt is not { } occurredAt)
            {
                _rejected.Add(new BatchRejection(number, "occurredAt: required"));
            }
            else
            {
                var submission = new Submission(body.Service ?? "", kind, body.Problem, body.Latitude, body.Longitude, body.Country, body.Subdivision);
                _waiting.Add((number, new BatchRow(submission, occurredAt, body.Reporter, body.Network, body.Id)));
            }
        }

        public async Task<bool> FlushAsync(CancellationToken cancellationToken)
        {
            if (await intake.ReceiveAsync(_waiting.ConvertAll(waiting => waiting.Row), source, cancellationToken) is not { } fates)
            {
                return false;
            }

            for (var i = 0; i < fates.Count; i++)
            {
                _accepted += fates[i].Outcome == BatchOutcome.Accepted ? 1 : 0;
                _duplicates += fates[i].Outcome == BatchOutcome.Duplicate ? 1 : 0;
                if (fates[i].Outcome == BatchOutcome.Rejected)
                {
                    _rejected.Add(new BatchRejection(_waiting[i].Line, fates[i].Error!));
                }
            }

            _waiting.Clear();
            return true;
        }

        public BatchAnswer Answer() => new(_accepted, _duplicates, [.. _rejected.OrderBy(rejection => rejection.Line)]);
    }
}
