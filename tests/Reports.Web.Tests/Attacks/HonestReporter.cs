using System.Diagnostics;
using System.Globalization;

namespace Reports.Web.Tests.Attacks;

/// <summary>Somebody who reports as people do while others attack, each time from one of a few networks of their own, and keeps the time of every answer.</summary>
internal sealed class HonestReporter
{
    /// <summary>Generous, for attackers and site share two processors; nobody is turned away however busy they are.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);
    private const int Networks = 20;
    private static int _people;

    private readonly List<(int Status, TimeSpan Took)> _answers = [];
    private readonly Task _reporting;
    private volatile bool _isOver;

    private HonestReporter(Uri site) => _reporting = Task.Run(() => ReportAsync(site));

    /// <summary>Runs an attack beside an honest reporter, who must be heard every time and soon.</summary>
    public static async Task DuringAsync(Uri site, Func<Task> attack)
    {
        var reporter = new HonestReporter(site);
        try
        {
            await attack();
        }
        finally
        {
            reporter._isOver = true;
            await reporter._reporting;
        }

        Assert.NotEmpty(reporter._answers);
        Assert.All(reporter._answers, answer => Assert.Equal((201, true), (answer.Status, answer.Took <= Longest)));
        Assert.InRange(reporter._answers.Count(answer => answer.Took > Usual), 0, Math.Max(1, reporter._answers.Count / 20));
    }

    /// <summary>A new connection each time, for to get one at all is what an attack on connections is about.</summary>
    private async Task ReportAsync(Uri site)
    {
        do
        {
            var began = Stopwatch.GetTimestamp();
            var number = Interlocked.Increment(ref _people);
            using (var connection = await RawConnection.OpenAsync(site))
            {
                await connection.SendAsync(RawReport.Of(string.Create(CultureInfo.InvariantCulture, $"198.51.{number % Networks}.7"), number, RawReport.Body("spotify", "streaming", "SE")));
                _answers.Add(((await connection.ReadAsync())?.Status ?? 0, Stopwatch.GetElapsedTime(began)));
            }

            await Task.Delay(Gap, TimeProvider.System);
        }
        while (!_isOver);
    }
}
