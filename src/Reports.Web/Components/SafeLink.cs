namespace Reports.Web.Components;

/// <summary>Links that others gave us: only web addresses are followed, never <c>javascript:</c> or the like.</summary>
public static class SafeLink
{
    public static string? To(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address.AbsoluteUri
            : null;
}
