using System.Globalization;
using System.Text;

namespace Reports.Web.Tests.Attacks;

/// <summary>A report as bytes on the wire, by somebody whose address a proxy tells.</summary>
internal static class RawReport
{
    private static readonly string[] Browsers =
        ["Firefox Windows", "Firefox Linux", "Firefox Macintosh", "Chrome Android", "Chrome Windows", "Safari iPhone", "Safari Macintosh", "Edg Windows", "SamsungBrowser Android"];

    private static readonly string[] Languages = ["it", "en-GB", "es-419", "pt-BR", "fr", "de-AT", "tr", "ar"];

    /// <param name="from">What <c>X-Forwarded-For</c> says.</param>
    /// <param name="number">Chooses browser and language.</param>
    /// <param name="body">JSON.</param>
    /// <param name="headers">More of them, each with its line end.</param>
    public static byte[] Of(string from, int number, string body, string headers = "") => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: {from}\r\nUser-Agent: Mozilla/5.0 {BrowserOf(number)}\r\nAccept-Language: {Languages[number % Languages.Length]}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    /// <summary>The form without a script, by a browser that may have an id of the site.</summary>
    public static byte[] OfForm(string from, int number, string service, string problem, string? id = null)
    {
        var body = $"service={service}&problem={problem}&country=IT";
        var cookie = id is null ? "" : $"Cookie: reporter={id}\r\n";
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /en/report HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\nX-Forwarded-For: {from}\r\nUser-Agent: Mozilla/5.0 {BrowserOf(number)}\r\n{cookie}Content-Length: {body.Length}\r\n\r\n{body}"));
    }

    public static string BrowserOf(int number) => Browsers[number % Browsers.Length];

    public static string Body(string service, string problem, string country = "IT") =>
        $$$"""{"service":"{{{service}}}","problem":"{{{problem}}}","location":{"country":"{{{country}}}"}}""";

    /// <summary>An address in a network (/24) that the number stands for.</summary>
    public static string IPv4(int network, int host) => string.Create(CultureInfo.InvariantCulture, $"{20 + (network >> 16)}.{(network >> 8) & 255}.{network & 255}.{host % 250}");

    /// <summary>An address in a network (/48) that the number stands for.</summary>
    public static string IPv6(int network) => string.Create(CultureInfo.InvariantCulture, $"2a01:827:{network:x}::1");
}
