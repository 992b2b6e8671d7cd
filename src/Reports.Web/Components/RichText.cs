using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reports.Web.Localization;

namespace Reports.Web.Components;

/// <summary>Sentences whose filled-in words carry markup, so that a translator still sees one whole sentence.</summary>
public static class RichText
{
    public static RenderFragment Of(string template, params RenderFragment[] parts) => builder =>
    {
        var rest = template;
        while (rest.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            var close = rest.IndexOf('}', open);
            builder.AddContent(0, rest[..open]);
            builder.AddContent(1, parts[int.Parse(rest.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture)]);
            rest = rest[(close + 1)..];
        }

        builder.AddContent(2, rest);
    };

    public static RenderFragment Plain(string text) => builder => builder.AddContent(0, text);

    public static RenderFragment Bold(string text) => Element("b", text);

    /// <summary>A name that may run in another direction than the page.</summary>
    public static RenderFragment Name(string text) => Element("bdi", text);

    /// <summary>A range of numbers, which stays left to right.</summary>
    public static RenderFragment Range(string text) => builder =>
    {
        builder.OpenElement(0, "bdi");
        builder.AddAttribute(1, "dir", "ltr");
        builder.AddAttribute(2, "class", "nw");
        builder.AddContent(3, text);
        builder.CloseElement();
    };

    public static RenderFragment Link(string href, string text) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", href);
        builder.AddContent(2, text);
        builder.CloseElement();
    };

    /// <summary>The hour, with the day where it is not today's; a script may show it in the visitor's zone.</summary>
    public static RenderFragment Moment(Texts texts, DateTimeOffset at, DateTimeOffset now) => Time(at, texts.Moment(at, now), "moment");

    /// <summary>With its day, today too: the end of a span, or what may be read on another day.</summary>
    public static RenderFragment Dated(Texts texts, DateTimeOffset at) => Time(at, texts.Moment(at, DateTimeOffset.MinValue), "dated");

    /// <param name="day">The day that the text speaks of: what is of another day names its own. Today where null.</param>
    public static RenderFragment Time(DateTimeOffset at, string text, string form, DateTimeOffset? day = null) => builder =>
    {
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", Iso(at));
        builder.AddAttribute(2, "data-form", form);
        builder.AddAttribute(3, "data-day", day is { } about ? Iso(about) : null);
        builder.AddContent(4, text);
        builder.CloseElement();
    };

    /// <summary>The zone that times are written in; a script that shows them in the visitor's names that one.</summary>
    public static RenderFragment Zone(Texts texts) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "data-zone");
        builder.AddContent(2, texts["time.zone"]);
        builder.CloseElement();
    };

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static RenderFragment Element(string name, string text) => builder =>
    {
        builder.OpenElement(0, name);
        builder.AddContent(1, text);
        builder.CloseElement();
    };
}
