using System.Security.Cryptography;
using System.Text;

namespace Reports.Web.Features.Widget;

/// <summary>The one style sheet of the frame, written into it so that it needs no request, and allowed by its hash alone.</summary>
public static class EmbedStyle
{
    private const string Css = """
        :root{--s:#fff;--t:#111a22;--t2:#43505c;--b:#d2dae0;--op:#0b6f68;--po:#7a4f00;--pof:#f0a818;--ou:#b50f3c;--re:#4b48b8;--band:#c3ced6;--area:#43505c}
        @media(prefers-color-scheme:dark){:root:not([data-theme=light]){--s:#141c23;--t:#e8eef3;--t2:#b4c0ca;--b:#2a3640;--op:#5ec8bd;--po:#f3b63c;--pof:#f3b63c;--ou:#ff8fa3;--re:#b0b1ff;--band:#3a4853;--area:#b4c0ca}}
        :root[data-theme=dark]{--s:#141c23;--t:#e8eef3;--t2:#b4c0ca;--b:#2a3640;--op:#5ec8bd;--po:#f3b63c;--pof:#f3b63c;--ou:#ff8fa3;--re:#b0b1ff;--band:#3a4853;--area:#b4c0ca}
        *{box-sizing:border-box;margin:0;padding:0}html{color-scheme:light dark}:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
        body{font:400 15px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",Arial,sans-serif;background:transparent}
        .w{display:flex;flex-direction:column;gap:7px;min-height:100vh;padding:12px 16px;background:var(--s);color:var(--t);border:1px solid var(--b);border-radius:6px;text-decoration:none;overflow:hidden}
        .w:focus-visible{outline:3px solid var(--t);outline-offset:-4px}
        .is-op{--c:var(--op)}.is-po{--c:var(--po)}.is-ou{--c:var(--ou);--area:var(--ou)}.is-re{--c:var(--re)}
        .h{display:flex;gap:8px;align-items:center;font-weight:700}.h em{font-style:normal;color:var(--c)}
        .g{width:16px;height:16px;flex:none}.g-f{fill:var(--c)}.g-l{fill:none;stroke:var(--c)}.g-i{fill:none;stroke:var(--s)}.is-po .g-f{fill:var(--pof)}.is-po .g-i{stroke:#111a22}
        .q{font-size:17px;line-height:1.3;font-weight:600;text-wrap:pretty}.l .q{font-size:20px}.m .long{font-size:15px}.m .longer{font-size:14px;line-height:1.25}
        .r{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:5px;font-size:11.5px;line-height:1.25;color:var(--t2)}.r .x{display:block}.u{font-size:13px;color:var(--t2)}
        .r i{display:block;height:9px;margin-bottom:4px;border:1.5px solid var(--t2);--c:var(--t2)}.r .ou{--c:var(--ou)}.r .re{--c:var(--re)}.r .po{--c:var(--po)}
        .r .wide{background:var(--c);border-color:var(--c)}.r .part{border-color:var(--c);background:repeating-linear-gradient(120deg,var(--c) 0 3px,transparent 3px 7px)}
        .f{margin-top:auto;display:flex;justify-content:space-between;gap:12px;font-size:12.5px;color:var(--t2)}
        .sp{width:100%;height:72px}.band{fill:var(--band)}.area{fill:var(--area);fill-opacity:.85}.base{stroke:var(--t2)}
        .w.s{flex-direction:row;align-items:center;padding:0 14px}.s .h{flex:none;max-width:60%;line-height:1.25}.s .q{font-size:14.5px;line-height:1.25;flex:1;min-width:0;overflow-wrap:anywhere}.s .g{align-self:center}
        .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        @media(max-width:350px){.s .q{font-size:13px;line-height:1.25}.s .h{font-size:13px}}
        @media(forced-colors:active){.r i,.sp,.g{forced-color-adjust:none}*{--c:CanvasText!important;--area:CanvasText!important;--t2:CanvasText!important;--pof:CanvasText!important;--band:GrayText!important;--s:Canvas!important}.is-po .g-i{stroke:Canvas}}
        """;

    public static string Element { get; } = $"<style>{Css}</style>";

    /// <summary>Nothing but this style; any page may frame it.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'; frame-ancestors *";
}
