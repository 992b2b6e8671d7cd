using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;
using Reports.Pipeline.Status;

namespace Reports.Web.Features.Sharing;

/// <summary>
/// Pictures by address. Drawing one takes the time of thousands of pages, so one that everybody asks for is drawn once a minute at most, and few
/// are drawn at once. Safe for all threads.
/// </summary>
internal sealed class ShareImages : IDisposable
{
    /// <summary>A picture is never older than this.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private const int MostKept = 400;
    private readonly Turns _turns = new(atOnce: 2, mostWaiting: 50);
    private readonly ShortMemory<string, SharePicture> _drawn;
    private readonly Lazy<ShareImagePainter> _painter;

    public ShareImages(IWebHostEnvironment environment, TimeProvider time)
    {
        _drawn = new ShortMemory<string, SharePicture>(Age, MostKept, time);
        _painter = new Lazy<ShareImagePainter>(() => new ShareImagePainter(ShareMap.Load(environment.WebRootFileProvider)));
    }

    /// <summary>Null where too many pictures are asked for at once.</summary>
    /// <param name="key">What tells this picture from others.</param>
    public Task<SharePicture?> GetAsync(string key, Func<ShareImage> image) => _drawn.GetAsync(key, _turns, () => Task.Run(() =>
    {
        var png = _painter.Value.Paint(image());
        return new SharePicture(png, $"\"{Convert.ToHexStringLower(SHA256.HashData(png).AsSpan(0, 12))}\"");
    }));

    public void Dispose() => _turns.Dispose();
}

/// <param name="Tag">Entity tag, quoted.</param>
internal sealed record SharePicture(byte[] Png, string Tag);
