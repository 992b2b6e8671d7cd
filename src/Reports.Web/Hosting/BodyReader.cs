using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Reports.Web.Hosting;

/// <summary>Reads a small JSON body itself, so that every way it can be wrong gets its own problem document.</summary>
public static class BodyReader
{
    public const int MostBytes = 16 * 1024;

    private const int MostLevels = 16;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        MaxDepth = MostLevels,
    };

    /// <summary>The body, or what is wrong with it.</summary>
    public static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasJsonContentType() || IsPacked(request))
        {
            return (null, WrongType());
        }

        if (request.ContentLength > MostBytes)
        {
            return (null, TooLarge());
        }

        // Nearly always it lies there in one piece.
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var isTooLarge = read.Buffer.Length > MostBytes;
            if (isTooLarge || read.IsCompleted)
            {
                (T?, IResult?) parsed = isTooLarge ? (null, TooLarge()) : Parse<T>(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return parsed;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Small packed and large unpacked: nothing is unpacked here.</summary>
    public static bool IsPacked(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.ContentEncoding.ToString() is not ("" or "identity");
    }

    public static ProblemHttpResult WrongType() => Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send application/json, not compressed.");

    public static (T? Body, IResult? Problem) Parse<T>(ReadOnlySpan<byte> bytes)
        where T : class
    {
        if (!Utf8.IsValid(bytes))
        {
            return (null, NotJson("The body is not valid UTF-8."));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Json) is { } body ? (body, null) : (null, NotJson("The body is null."));
        }
        catch (JsonException exception)
        {
            // The reader's own exception inside tells text that is no JSON from a value of the wrong kind.
            return (null, NotJson(exception is { InnerException: not JsonException, Path: { Length: > 0 } path }
                ? $"The value at {path} is not what is expected there."
                : $"The body is not valid JSON of at most {MostLevels} levels: look at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."));
        }
    }

    private static IResult NotJson(string detail) => Problems.Of(StatusCodes.Status400BadRequest, "invalid-json", "The body could not be read.", detail);

    private static IResult TooLarge() => Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large.", $"At most {MostBytes} bytes.");
}
