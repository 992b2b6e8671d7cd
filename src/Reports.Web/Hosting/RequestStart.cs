using System.Buffers;
using System.Text;
using Reports.Web.Features.SubmitReport;

namespace Reports.Web.Hosting;

/// <summary>Tells from the first bytes of a request whether somebody reports.</summary>
public static class RequestStart
{
    /// <summary>Bytes, for a method and the longest address that matters.</summary>
    private const int Enough = 64;
    private static readonly byte[] Api = Encoding.ASCII.GetBytes(ReportsApi.Path), Form = Encoding.ASCII.GetBytes(Urls.Report(null));

    public enum Kind
    {
        /// <summary>The middle of a request, or nothing at all.</summary>
        None,

        /// <summary>A report, over the API or with a form of any language. No batch.</summary>
        Report,

        Other,
    }

    /// <param name="received">What was received and not read yet.</param>
    public static Kind Of(ReadOnlySequence<byte> received)
    {
        var first = received.FirstSpan;
        return received.IsSingleSegment || first.Length >= Enough ? Of(first) : Of(received.Slice(0, Math.Min(Enough, received.Length)).ToArray());
    }

    private static Kind Of(ReadOnlySpan<byte> received)
    {
        // Servers skip empty lines between requests.
        var request = received.TrimStart("\r\n"u8);
        var method = request.IndexOf((byte)' ');
        if (method <= 0 || request[..method].IndexOfAnyExceptInRange((byte)'A', (byte)'Z') >= 0)
        {
            return Kind.None;
        }

        const int Prefix = 3;
        var target = request[(method + 1)..];
        var isReport = target.StartsWith(Api) ? !target[Api.Length..].StartsWith("/"u8) : target.StartsWith(Form) || (target.Length > Prefix && target[Prefix..].StartsWith(Form));
        return isReport && request[..method].SequenceEqual("POST"u8) ? Kind.Report : Kind.Other;
    }
}
