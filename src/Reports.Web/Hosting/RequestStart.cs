using System.Text;
using Reports.Web.Features.SubmitReport;

namespace Reports.Web.Hosting;

/// <summary>Tells from the first bytes of a request whether somebody reports.</summary>
public static class RequestStart
{
    private static readonly byte[] Api = Encoding.ASCII.GetBytes(ReportsApi.Path), Form = Encoding.ASCII.GetBytes(Urls.Report(null));

    public enum Kind
    {
        /// <summary>The middle of a request, or nothing at all.</summary>
        None,

        /// <summary>A report, over the API or with a form of any language. No batch.</summary>
        Report,

        Other,
    }

    public static Kind Of(ReadOnlySpan<byte> received)
    {
        // Servers skip empty lines between requests.
        var request = received.TrimStart("\r\n"u8);
        if (!request.StartsWith("POST "u8))
        {
            return request.StartsWith("GET "u8) || request.StartsWith("HEAD "u8) || request.StartsWith("OPTIONS "u8) ? Kind.Other : Kind.None;
        }

        const int Prefix = 3;
        var target = request["POST "u8.Length..];
        var isReport = target.StartsWith(Api) ? !target[Api.Length..].StartsWith("/"u8) : target.StartsWith(Form) || (target.Length > Prefix && target[Prefix..].StartsWith(Form));
        return isReport ? Kind.Report : Kind.Other;
    }
}
