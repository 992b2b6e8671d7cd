namespace Reports.Web.Hosting;

/// <summary>
/// Keeps what callers sent out of the log, also at the levels at which faults are looked for: these categories of the framework write it down below
/// <see cref="LogLevel.Information"/>. Only a setting for one provider, or for a deeper category, wins over this.
/// </summary>
public static class CallerFreeLogs
{
    private static readonly string[] Categories =
    [
        // What should have been an address, and lines of broken requests.
        "Microsoft.AspNetCore.HttpOverrides", "Microsoft.AspNetCore.Server.Kestrel.BadRequests",

        // What is typed into the guided form, and the position that a browser tells.
        "Microsoft.AspNetCore.SignalR",
    ];

    public static void KeepCallersOut(this ILoggingBuilder logging)
    {
        foreach (var category in Categories)
        {
            logging.AddFilter(category, LogLevel.Information);
        }
    }
}
