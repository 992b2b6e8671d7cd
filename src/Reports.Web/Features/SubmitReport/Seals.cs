using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Opens what the site gave a browser and the browser brings back.</summary>
internal static class Seals
{
    /// <summary>Null for what is forged, spent, or sealed by a key ring that is gone.</summary>
    public static string? Open(this IDataProtector protector, string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
