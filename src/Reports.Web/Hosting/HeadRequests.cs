using Microsoft.AspNetCore.Http.Features;

namespace Reports.Web.Hosting;

/// <summary>Answers HEAD wherever GET is answered, with the same headers and without the body. The stream has no end to wait for and is left out.</summary>
public static class HeadRequests
{
    /// <summary>Must stand before routing.</summary>
    public static IApplicationBuilder UseHeadRequests(this IApplicationBuilder app) => app.Use(next => context =>
        HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.StartsWithSegments(Urls.Events(null), StringComparison.OrdinalIgnoreCase) ? AsGetAsync(context, next) : next(context));

    private static async Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        // The answer starts only after it is called HEAD again, so that the server frames it as one.
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
            context.Features.Set(body);
        }
    }
}
