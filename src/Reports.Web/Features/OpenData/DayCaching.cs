using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;

namespace Reports.Web.Features.OpenData;

/// <summary>A day that is over changes only when a partner sends late; today changes all the time.</summary>
internal sealed class DayCaching : IOutputCachePolicy
{
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Today = TimeSpan.FromSeconds(30);

    /// <summary>Says for how long the answer is good, here and at whoever asked.</summary>
    public static void Keep(HttpContext http, bool isOver)
    {
        var age = isOver ? Over : Today;
        http.Items[typeof(DayCaching)] = age;
        http.Response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)age.TotalSeconds}");
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (context.HttpContext.Items.TryGetValue(typeof(DayCaching), out var age))
        {
            context.ResponseExpirationTimeSpan = (TimeSpan)age!;
        }

        return ValueTask.CompletedTask;
    }
}
