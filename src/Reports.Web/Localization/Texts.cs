using System.Collections.Frozen;
using System.Globalization;

namespace Reports.Web.Localization;

/// <summary>All texts of one language, with its numbers, dates and plurals. Immutable; safe for all threads.</summary>
public sealed class Texts
{
    private readonly FrozenDictionary<string, string> _texts;
    private readonly Texts? _fallback;
    private readonly bool _strict;

    /// <param name="fallback">Asked for keys that are missing here; null for the first language.</param>
    /// <param name="strict">Throw on a missing key instead of falling back, so that a test finds it.</param>
    public Texts(string language, IReadOnlyDictionary<string, string> texts, Texts? fallback, bool strict)
    {
        Language = language;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
        _fallback = fallback;
        _strict = strict;
        Culture = CultureOf(this["language.culture"]);
    }

    /// <summary>The code used in addresses and in <c>lang</c>: <c>en</c>, <c>it</c>.</summary>
    public string Language { get; }

    /// <summary>The name of the language in itself.</summary>
    public string Name => this["language.name"];

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => this["language.direction"];

    public CultureInfo Culture { get; }

    public IEnumerable<string> Keys => _texts.Keys;

    public string this[string key] => Find(key) ?? (_strict
        ? throw new KeyNotFoundException($"No text '{key}' in '{Language}'.")
        : _fallback?[key] ?? key);

    /// <summary>The text in this very language, or null.</summary>
    public string? Find(string key) => _texts.GetValueOrDefault(key);

    /// <summary>The text with <c>{0}</c>, <c>{1}</c>… replaced; whole numbers come out grouped.</summary>
    public string Format(string key, params ReadOnlySpan<object?> arguments) => Fill(this[key], arguments);

    /// <summary>
    /// The text <c>key.one</c>, <c>key.other</c>… that fits <paramref name="number"/>. <c>{0}</c> is the number, grouped;
    /// <paramref name="arguments"/> follow from <c>{1}</c>.
    /// </summary>
    public string Plural(string key, long number, params ReadOnlySpan<object?> arguments) =>
        Fill(this[PluralKey(key, number)], [Number(number), .. arguments]);

    /// <summary>The key of the form of <paramref name="key"/> that fits <paramref name="number"/>, for texts filled with markup.</summary>
    public string PluralKey(string key, long number)
    {
        var exact = $"{key}.{PluralRules.Category(Language, number)}";
        return _texts.ContainsKey(exact) ? exact : key + ".other";
    }

    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>One digit after the point below 10, none above; what would round to nothing is <c>under 0.1</c>.</summary>
    public string Rough(double number) => number is > 0 and < 0.05
        ? Format("number.below", 0.1.ToString(Culture))
        : number.ToString(number < 9.95 ? "0.#" : "N0", Culture);

    /// <summary>Whole, but for a share that would round to nothing or to all without being it: that has one digit after the point.</summary>
    public string Percent(double share) => Format("number.percent", Math.Round(share * 100) is var whole && (whole is > 0 and < 100 || share is 0 or 1)
        ? Number((long)whole)
        : Math.Clamp(share * 100, 0.1, 99.9).ToString("0.#", Culture));

    /// <summary>The lower end of a range of shares, rounded outwards as <see cref="PercentAtMost"/> is.</summary>
    public string PercentAtLeast(double share) => Format("number.percent", Number((long)Math.Floor(Hundredths(share))));

    public string PercentAtMost(double share) => Format("number.percent", Number((long)Math.Ceiling(Hundredths(share))));

    /// <summary>The usual range, rounded outwards: <c>18–44</c>; <c>0</c> where nothing at all is usual.</summary>
    public string Range(double lower, double upper) => (long)Math.Floor(lower) is var from && (long)Math.Ceiling(upper) is var to && from == to
        ? Number(from)
        : Format("number.range", Number(from), Number(to));

    /// <summary>The hour of an instant in UTC.</summary>
    public string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", Culture);

    public string Day(DateTimeOffset at) => at.UtcDateTime.ToString(this["date.day"], Culture);

    /// <summary>For narrow places.</summary>
    public string ShortDay(DateTimeOffset at) => at.UtcDateTime.ToString(this["date.dayShort"], Culture);

    public string DayAndYear(DateTimeOffset at) => at.UtcDateTime.ToString(this["date.dayYear"], Culture);

    /// <summary>The hour alone on the day of <paramref name="now"/>, else the hour and the day.</summary>
    public string Moment(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.Date == now.UtcDateTime.Date ? Hour(at) : Dated("date.moment", at, Hour(at), Day(at));

    /// <summary>The text that says a day, in the form that fits the day's number.</summary>
    public string Dated(string key, DateTimeOffset at, params ReadOnlySpan<object?> arguments) =>
        Fill(Find($"{key}.{PluralRules.Ordinal(Language, at.UtcDateTime.Day)}") ?? this[key], arguments);

    /// <summary>A minute that has begun counts: never are more reports told "in one minute" than the most of one.</summary>
    public static long WholeMinutes(TimeSpan span) => (long)Math.Max(1, Math.Ceiling(span.TotalMinutes));

    public string Duration(TimeSpan span)
    {
        var minutes = WholeMinutes(span);
        return minutes switch
        {
            < 60 => Format("duration.minutes", minutes),
            < 48 * 60 => Format("duration.hours", minutes / 60, minutes % 60),
            _ => Format("duration.days", minutes / 1440, minutes % 1440 / 60),
        };
    }

    // What 0.55 × 100 is beyond 55 is not of the share.
    private static double Hundredths(double share) => Math.Round(share * 100, 6);

    private string Fill(string template, ReadOnlySpan<object?> arguments)
    {
        var shown = new object?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            shown[i] = arguments[i] switch
            {
                int number => Number(number),
                long number => Number(number),
                var other => other,
            };
        }

        return string.Format(Culture, template, shown);
    }

    // Arabic pages use Latin digits with Latin separators: they are read from Rabat to Baghdad, and charts stay the same.
    private static CultureInfo CultureOf(string name)
    {
        var culture = CultureInfo.GetCultureInfo(name);
        if (!culture.TextInfo.IsRightToLeft)
        {
            return culture;
        }

        var latin = (CultureInfo)culture.Clone();
        latin.NumberFormat = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        latin.DateTimeFormat.Calendar = new GregorianCalendar();
        return CultureInfo.ReadOnly(latin);
    }
}
