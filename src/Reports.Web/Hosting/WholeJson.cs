using System.Buffers;
using System.Text.Json;

namespace Reports.Web.Hosting;

/// <summary>A small answer in JSON, made before it is sent: its length is told, and all of it leaves in one piece. Written as it is made, each would leave in two (docs/decisions/0028).</summary>
public sealed class WholeJson<T>(T value, int status, JsonSerializerOptions options) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var text = JsonSerializer.SerializeToUtf8Bytes(value, options);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = text.Length;
        response.BodyWriter.Write(text);
        return Task.CompletedTask;
    }
}
