using System.Globalization;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Reports.Domain.Counting;
using Reports.Web.Api;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Tests.Api;

/// <summary>What holds for the smaller readers of addresses and headers, one by one.</summary>
public sealed class QueryProperties
{
    private static readonly Languages Languages = Languages.Load(strict: true);

    [Fact]
    public void Any_instant_reads_back_in_any_offset() => Gen.Select(Gen.Long[0, 128_849_018_820], Gen.Int[-14 * 60, 14 * 60]).Sample((seconds, offset) =>
    {
        var instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return QueryInstant.TryRead(instant.ToOffset(TimeSpan.FromMinutes(offset)).ToString("O", CultureInfo.InvariantCulture), out var read) && read == instant && read.Value.Offset == TimeSpan.Zero;
    }, iter: 5_000);

    [Fact]
    public void Any_text_is_no_instant_or_one_that_can_be_counted() => Hostile.Text.Sample(
        text => QueryInstant.TryRead(text, out var read) ? MinuteBucket.Of(read!.Value) >= 0 : read is null, iter: 5_000);

    [Fact]
    public void Any_position_reads_back_from_its_mark_and_any_text_is_a_mark_or_none() => Gen.Select(Gen.String[Gen.Char['\0', '\ud7ff'], 0, 40], Hostile.Text).Sample(
        (position, text) => PageMark.Read(PageMark.Write(position)) == position && (PageMark.Read(text) is not { } read || PageMark.Read(PageMark.Write(read)) == read), iter: 5_000);

    [Fact]
    public void Any_link_is_the_name_of_another_site_or_none() => Gen.Select(Gen.OneOf("", "http://", "https://", "https://www.google.com/", "http://[", "https://reports.example@"), Hostile.Text).Sample(
        (start, text) => LinkingSite.Of(start + text, "reports.example") is not { } name || (name.Length is > 0 and <= 253 && name != "reports.example" && !name.Contains("google", StringComparison.Ordinal)), iter: 5_000);

    [Fact]
    public void Any_wish_for_a_language_is_granted_with_one_of_ours() => Gen.Select(Gen.OneOf("", "it,", "xx-", "de;q="), Hostile.Text).Sample(
        (start, text) =>
        {
            var http = new DefaultHttpContext();
            http.Request.Headers.AcceptLanguage = start + text;
            return Languages.Shipped.Contains(Languages.For(http.Request)) && PreferredLanguage.Of(http.Request) is null or { Length: 2 or 3 }
                && PlaceGuess.OfLanguages(http, language: null) is null or { Length: 2 } && CacheByEncoding.Readable(start + text) is "" or "br" or "gzip" or "br gzip";
        },
        iter: 5_000);
}
