using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using HarfBuzzSharp;
using SkiaSharp;

namespace Reports.Web.Features.Sharing;

/// <summary>The faces of shared pictures, carried by the assembly, so that a picture is the same on every machine. Safe for all threads.</summary>
internal sealed class ShareFonts
{
    private static readonly Lazy<ShareFonts> Loaded = new(() => new ShareFonts());
    private static readonly string[] Families = ["radio-canada-latin", "radio-canada-latin-ext", "noto-sans-arabic-arabic"];
    private readonly List<ShareFace> _regular;
    private readonly List<ShareFace> _bold;

    private ShareFonts()
    {
        _regular = [.. Families.Select(family => Load(family, 400))];
        _bold = [.. Families.Select(family => Load(family, 700))];
    }

    public static ShareFonts Instance => Loaded.Value;

    /// <summary>The face that has a character; for what none of ours has, one of the machine's.</summary>
    public ShareFace For(int rune, bool bold)
    {
        var faces = bold ? _bold : _regular;
        return faces.Find(face => face.Has(rune)) ?? (SKFontManager.Default.MatchCharacter(null, bold ? SKFontStyle.Bold : SKFontStyle.Normal, null, rune) is { } other ? new ShareFace(other) : faces[0]);
    }

    private static ShareFace Load(string family, int weight)
    {
        var name = $"Reports.Web.Features.Sharing.Fonts.{family}-{weight}-normal.woff";
        using var stream = typeof(ShareFonts).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"The assembly carries no {name}.");
        using var data = SKData.Create(stream);
        return new ShareFace(SKTypeface.FromData(data) ?? throw new InvalidDataException($"{name} is no font."));
    }
}

/// <summary>A face that Skia draws and HarfBuzz shapes. It lives as long as the process. Safe for all threads.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process.")]
internal sealed class ShareFace
{
    private readonly SKFont _lookup;
    private readonly Face _face;

    public ShareFace(SKTypeface typeface)
    {
        Typeface = typeface;
        _lookup = new SKFont(typeface);

        // By table, since the files are compressed and HarfBuzz would not read them as they are.
        _face = new Face((_, tag) =>
        {
            if (!typeface.TryGetTableData((uint)tag, out var table))
            {
                return Blob.Empty;
            }

            var pinned = GCHandle.Alloc(table, GCHandleType.Pinned);
            return new Blob(pinned.AddrOfPinnedObject(), table.Length, MemoryMode.ReadOnly, pinned.Free);
        })
        {
            UnitsPerEm = typeface.UnitsPerEm,
        };
        Shaper = new Font(_face);
        Shaper.SetFunctionsOpenType();
    }

    public SKTypeface Typeface { get; }

    public Font Shaper { get; }

    public bool Has(int rune) => _lookup.ContainsGlyph(rune);
}
