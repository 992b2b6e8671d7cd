using System.Diagnostics;
using OpenTelemetry;

namespace Reports.Web.Hosting;

/// <summary>Leaves in a trace what happened and takes out who asked: hosts, paths, queries, browsers, addresses and what the caller's own trace carried.</summary>
internal sealed class CallerFreeTraces : BaseProcessor<Activity>
{
    private static readonly string[] Kept = ["http.route", "http.request.method", "http.response.status_code", "error.type"];

    public override void OnEnd(Activity data)
    {
        data.TraceStateString = null;
        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (!Kept.Contains(name, StringComparer.Ordinal))
            {
                data.SetTag(name, null);
            }
        }
    }
}
