using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
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
    private const string TooLarge = "The batch is too large.";
    private const string NotStored = BatchIntake.NotStored;

    public static async Task<IResult> ReceiveAsync(HttpContext context, BatchIntake intake, IOptions<IntakeOptions> options, CancellationToken cancellationToken)
    {
        if (context.Request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", $"Send {MediaType}.");
        }

        if (context.Request.ContentLength > MostBytes)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", TooLarge, $"At most {MostBytes} bytes. Nothing was stored.");
        }

        // Held to below, where what was taken is known: the server would end the request without an answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var tally = new Tally(intake, context.ApiKey().Name);
        var number = 0;
        var isWhole = true;
        await foreach (var line in LinesAsync(context.Request.BodyReader, cancellationToken))
        {
            if (line is null)
            {
                isWhole = false;
                break;
            }

            tally.Add(++number, line);
            if (tally.Waiting >= RowsAtOnce)
            {
                await tally.FlushAsync(cancellationToken);
            }
        }

        await tally.FlushAsync(cancellationToken);
        return tally.NothingStored ? Busy(context, options.Value) : isWhole ? TypedResults.Ok(tally.Answer()) : CutShort(number, tally.Answer());
    }

    private static ProblemHttpResult CutShort(int lines, BatchAnswer answer)
    {
        var problem = Problems.Of(
            StatusCodes.Status413PayloadTooLarge, "too-large", TooLarge, $"At most {MostBytes} bytes. The first {lines} lines were taken, {answer.Accepted} of them accepted; send the others in another batch.");
        problem.ProblemDetails.Extensions["accepted"] = answer.Accepted;
        problem.ProblemDetails.Extensions["duplicates"] = answer.Duplicates;
        problem.ProblemDetails.Extensions["rejected"] = answer.Rejected;
        return problem;
    }

    /// <summary>Lines as they came, so that a broken character is seen and not mended; null at the end of what a batch may hold.</summary>
    private static async IAsyncEnumerable<byte[]?> LinesAsync(PipeReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var taken = 0L; ;)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            if (taken + rest.Length > MostBytes)
            {
                yield return null;
                yield break;
            }

            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                if (!rest.IsEmpty)
                {
                    yield return rest.ToArray();
                }

                yield break;
            }

            taken += read.Buffer.Length - rest.Length;
            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static IResult Busy(HttpContext context, IntakeOptions options)
    {
        context.Response.Headers.RetryAfter = ((int)options.RetryAfter.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Of(
            StatusCodes.Status503ServiceUnavailable, "busy", "The batch could not be stored now.", "Nothing was stored. Send it again.");
    }

    private sealed class Tally(BatchIntake intake, string source)
    {
        private readonly List<(int Line, BatchRow Row)> _waiting = [];
        private readonly List<BatchRejection> _rejected = [];
        private int _accepted;
        private int _duplicates;
        private bool _isAway;

        public int Waiting => _waiting.Count;

        public bool NothingStored => _isAway && _accepted + _duplicates == 0;

        public void Add(int number, ReadOnlySpan<byte> line)
        {
            if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                return;
            }

            var (body, _) = BodyReader.Parse<BatchLine>(line);
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
            else if (_isAway)
            {
                _rejected.Add(new BatchRejection(number, NotStored));
            }
            else
            {
                var submission = new Submission(body.Service ?? "", kind, body.Problem, body.Latitude, body.Longitude, body.Country, body.Subdivision);
                _waiting.Add((number, new BatchRow(submission, occurredAt, body.Reporter, body.Network, body.Id)));
            }
        }

        /// <summary>Once the database is away the rest of the batch is not tried.</summary>
        public async Task FlushAsync(CancellationToken cancellationToken)
        {
            var fates = await intake.ReceiveAsync(_waiting.ConvertAll(waiting => waiting.Row), source, cancellationToken);
            for (var i = 0; i < _waiting.Count; i++)
            {
                var fate = fates?[i] ?? new BatchFate(BatchOutcome.NotStored, NotStored);
                _accepted += fate.Outcome == BatchOutcome.Accepted ? 1 : 0;
                _duplicates += fate.Outcome == BatchOutcome.Duplicate ? 1 : 0;
                _isAway |= fate.Outcome == BatchOutcome.NotStored;
                if (fate.Error is { } error)
                {
                    _rejected.Add(new BatchRejection(_waiting[i].Line, error));
                }
            }

            _waiting.Clear();
        }

        public BatchAnswer Answer() => new(_accepted, _duplicates, [.. _rejected.OrderBy(rejection => rejection.Line)]);
    }
}
