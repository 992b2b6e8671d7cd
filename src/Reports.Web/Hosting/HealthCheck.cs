namespace Reports.Web.Hosting;

/// <summary><c>--healthcheck</c>: asks the running site whether it is ready; for containers, which have no curl.</summary>
internal static class HealthCheck
{
    public static async Task<int> RunAsync()
    {
        var address = (Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:5080").Split(';')[0]
            .Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await client.GetAsync(new Uri(new Uri(address), "/healthz/ready"));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (HttpRequestException)
        {
            return 1;
        }
        catch (TaskCanceledException)
        {
            return 1;
        }
    }
}
