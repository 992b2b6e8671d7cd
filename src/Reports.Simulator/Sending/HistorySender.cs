using System.Buffers;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using Reports.Pipeline.Intake;

namespace Reports.Simulator.Sending;

/// <summary>
/// Brings a history to a site and loses no line while the site or its database is away: what was not acknowledged is sent again, and the ids of the lines
/// keep it from counting twice.
/// </summary>
internal sealed class HistorySender(SiteClient site, TimeProvider time)
{
    private const int MostFailures = 20;
    private const int LongestPauseSeconds = 10;
    private const int ErrorsShown = 5;

    private readonly List<string> _errors = [];

    /// <summary>Lines of which it is known what became of them.</summary>
    public int Sent => Accepted + Duplicates + Rejected;

    public int Accepted { get; private set; }

    public int Duplicates { get; private set; }

    /// <summary>Lines that no further attempt would help.</summary>
    public int Rejected { get; private set; }

    /// <summary>Why lines were rejected, each reason once, the first few.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <exception cref="HttpRequestException">The site refuses the part, or too many attempts in a row brought nothing.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            var before = Sent;
            var attempt = await TryAsync(lines, cancellationToken);
            if (attempt.Left.IsEmpty)
            {
                return;
            }

            lines = attempt.Left;
            failures = Sent > before ? 1 : failures + 1;
            if (failures == MostFailures)
            {
                throw new HttpRequestException($"Gave up after {failures} attempts that brought nothing: {attempt.Fault}");
            }

            await Task.Delay(attempt.Wait ?? TimeSpan.FromSeconds(Math.Min(failures, LongestPauseSeconds)), time, cancellationToken);
        }
    }

    private async Task<Attempt> TryAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await site.BatchAsync(lines, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                var answer = await response.Content.ReadFromJsonAsync<Answer>(SiteClient.Json, cancellationToken) ?? throw new HttpRequestException("The site answered without a body.");
                return new Attempt(Only(lines, Note(answer), int.MaxValue), null, BatchIntake.NotAcknowledged);
            }

            if (SiteClient.AsksToWait(response.StatusCode) && response.Content.Headers.ContentType?.MediaType is "application/problem+json"
                && await response.Content.ReadFromJsonAsync<Answer>(SiteClient.Json, cancellationToken) is { Lines: { } taken } part)
            {
                return new Attempt(Only(lines, Note(part), taken), SiteClient.RetryAfter(response, time.GetUtcNow()), part.Title ?? BatchIntake.NotAcknowledged);
            }

            var fault = $"The site answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}";
            return SiteClient.AsksToWait(response.StatusCode)
                ? new Attempt(lines, SiteClient.RetryAfter(response, time.GetUtcNow()), fault)
                : throw new HttpRequestException(fault, null, response.StatusCode);
        }
        catch (HttpRequestException exception) when (Sent > 0 && exception.StatusCode is null)
        {
            // Reached before, away now: a restart of the site must not end a long import.
            return new Attempt(lines, null, exception.Message);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt(lines, null, exception.Message);
        }
    }

    /// <returns>The numbers of the lines that wait to be sent again.</returns>
    private HashSet<int> Note(Answer answer)
    {
        var rejected = (answer.Rejected ?? []).ToLookup(each => each.Error.StartsWith(BatchIntake.Busy, StringComparison.Ordinal));
        Accepted += answer.Accepted;
        Duplicates += answer.Duplicates;
        Rejected += rejected[false].Count();
        _errors.AddRange([.. rejected[false].Select(each => each.Error).Distinct(StringComparer.Ordinal).Except(_errors, StringComparer.Ordinal).Take(ErrorsShown - _errors.Count)]);
        return [.. rejected[true].Select(each => each.Line)];
    }

    /// <summary>The lines of these numbers, and all beyond those that were taken.</summary>
    private static ReadOnlyMemory<byte> Only(ReadOnlyMemory<byte> lines, HashSet<int> numbers, int taken)
    {
        var kept = new ArrayBufferWriter<byte>();
        var number = 0;
        foreach (var line in lines.Span.Split((byte)'\n'))
        {
            if ((numbers.Contains(++number) || number > taken) && !lines.Span[line].IsEmpty)
            {
                kept.Write(lines.Span[line]);
                kept.Write("\n"u8);
            }
        }

        return kept.WrittenMemory;
    }

    /// <param name="Left">Lines to be sent again, none when all is done.</param>
    /// <param name="Wait">As long as the site asks; null where it does not say.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Attempt(ReadOnlyMemory<byte> Left, TimeSpan? Wait, string Fault);

    /// <param name="Lines">How many of the lines were taken, where not all were.</param>
    /// <param name="Title">Why not.</param>
    private sealed record Answer(int Accepted, int Duplicates, IReadOnlyList<Rejection>? Rejected, int? Lines = null, string? Title = null);

    private sealed record Rejection(int Line, string Error);
}
