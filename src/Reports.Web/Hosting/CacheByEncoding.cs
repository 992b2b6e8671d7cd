using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Reports.Web.Hosting;

/// <summary>
/// Keeps answers in the output cache as they were compressed, so that a page that everybody asks for is compressed once and not once for each.
/// What a client can read tells cached answers apart; how it says so does not, or headers of a thousand spellings would fill the cache.
/// </summary>
public sealed class CacheByEncoding : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.CacheVaryByRules.VaryByValues["encoding"] = Readable(context.HttpContext.Request.Headers.AcceptEncoding);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Of the encodings we write, those the client reads: <c>br gzip</c>, one of them, or nothing.</summary>
    public static string Readable(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var wishes))
        {
            return "";
        }

        return (Reads("br"), Reads("gzip")) switch
        {
            (true, true) => "br gzip",
            (true, false) => "br",
            (false, true) => "gzip",
            (false, false) => "",
        };

        // A name says more than the star.
        bool Reads(string encoding) =>
            (wishes.FirstOrDefault(wish => wish.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) ?? wishes.FirstOrDefault(wish => wish.Value == "*"))
                is { Quality: not 0 };
    }
}
