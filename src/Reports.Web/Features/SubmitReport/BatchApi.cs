using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Keys;
using Reports.Web.Hosting;

namespace Reports.Web.Features.SubmitReport;

internal static class BatchApi
{
    public const string MediaType = "application/x-ndjson";
    private const long MostBytes = 64L * 1024 * 1024;
    private const string TooLarge = "The batch is too large.";

    public static async Task<IResult> ReceiveAsync(HttpContext context, BatchIntake intake, LineQuota quota, IntakeMetrics metrics, IOptions<IntakeOptions> options, CancellationToken cancellationToken)
    {
        if (context.Request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) is not true || BodyReader.IsPacked(context.Request))
        {
            return WrongType();
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

        var key = context.ApiKey();
        using var lines = new LineReader(context.Request.BodyReader, MostBytes);
        var tally = new BatchTally(intake, key.Name, metrics);
        var (taken, isOver) = await TakeAsync(lines, tally, () => quota.TryTake(key), cancellationToken);
        var isCut = tally.IsAway;
        var answer = await tally.EndAsync(cancellationToken);
        var left = TellQuota(context.Response, quota, key);
        if (tally.NothingAcknowledged)
        {
            context.Response.Headers.RetryAfter = Problems.Seconds(options.Value.RetryAfter);
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "busy", "The batch could not be stored now.", "No line was acknowledged. Send them all again.");
        }

        if (isCut)
        {
            context.Response.Headers.RetryAfter = Problems.Seconds(options.Value.RetryAfter);
            return Part(StatusCodes.Status503ServiceUnavailable, "busy", "The rest of the batch could not be stored now.", "Lines that are rejected as busy were not acknowledged: send them again.", taken, answer);
        }

        if (isOver)
        {
            context.Response.Headers.RetryAfter = Problems.Seconds(left!.Value.Reset);
            return Part(StatusCodes.Status429TooManyRequests, "too-many-lines", "The key may send no more lines now.", $"At most {key.LinesPerMinute} lines a minute.", taken, answer);
        }

        return lines.IsTooLarge ? Part(StatusCodes.Status413PayloadTooLarge, "too-large", TooLarge, $"At most {MostBytes} bytes.", taken, answer)
            : tally.IsTooWrong ? Part(StatusCodes.Status400BadRequest, "too-many-wrong-lines", "Too many lines are wrong.", $"A batch ends after {BatchTally.MostWrong} of them.", taken, answer)
            : TypedResults.Ok(answer);
    }

    public static ProblemHttpResult WrongType() => Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", $"Send {MediaType}, not compressed.");

    /// <returns>The number of the last line that was taken, and whether the next one was over the quota.</returns>
    private static async Task<(int Taken, bool IsOver)> TakeAsync(LineReader lines, BatchTally tally, Func<bool> mayTake, CancellationToken cancellationToken)
    {
        while (!HasEnded() && await lines.FillAsync(cancellationToken))
        {
            while (!HasEnded() && lines.TryTake(out var line, out var isTooLong))
            {
                if (!isTooLong && line.IndexOfAnyExcept(" \t\r"u8) < 0)
                {
                    continue;
                }

                if (!mayTake())
                {
                    return (lines.Number - 1, true);
                }

                if (isTooLong)
                {
                    tally.Reject(lines.Number, LineReader.TooLong);
                }
                else
                {
                    tally.Add(lines.Number, line);
                }

                if (tally.IsFull)
                {
                    await tally.FlushAsync(cancellationToken);
                }
            }
        }

        return (lines.Number, false);

        bool HasEnded() => tally.IsTooWrong || tally.IsAway;
    }

    private static IResult Part(int status, string type, string title, string why, int lines, BatchAnswer answer)
    {
        var problem = Problems.Of(status, type, title, $"{why} The first {lines} lines were taken, {answer.Accepted} of them accepted; send the others in another batch.");
        problem.ProblemDetails.Extensions["lines"] = lines;
        problem.ProblemDetails.Extensions["accepted"] = answer.Accepted;
        problem.ProblemDetails.Extensions["duplicates"] = answer.Duplicates;
        problem.ProblemDetails.Extensions["rejected"] = answer.Rejected;
        return problem;
    }

    private static QuotaLeft? TellQuota(HttpResponse response, LineQuota quota, ApiKey key)
    {
        var left = quota.LeftOf(key);
        if (left is { } some)
        {
            response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"lines\";q={key.LinesPerMinute};w={(int)LineQuota.Window.TotalSeconds}");
            response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"lines\";r={some.Lines};t={Problems.Seconds(some.Reset)}");
        }

        return left;
    }
}
