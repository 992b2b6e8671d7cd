using Microsoft.Extensions.DependencyInjection;
using Reports.Data.Counting;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>The site in the middle of a large outage, whose minutes are in the database.</summary>
public sealed class ReplaySite() : Site(SampleBoards.Blackout()), IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var start = MinuteBucket.Of(SampleOutages.Start);
        await Services.GetRequiredService<IHistoryWriter>().WriteAsync(
            from minute in Enumerable.Range(0, 120)
            from country in (string[])["US", "GB", "SA"]
            select new MinuteCount(SampleServices.Zoom.Id, start + minute, PlaceId.Parse(country), ReportKind.Down, 1, 5, 5),
            start, start + 120, null, CancellationToken.None);
    }
}
