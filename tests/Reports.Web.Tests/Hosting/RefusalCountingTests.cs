using Microsoft.AspNetCore.Http;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

public sealed class RefusalCountingTests
{
    [Theory]
    [InlineData(StatusCodes.Status400BadRequest, true), InlineData(StatusCodes.Status408RequestTimeout, false)]
    public async Task Who_is_noticed_to_have_gone_right_after_a_body_that_broke_off_has_gone(int status, bool hasGone)
    {
        using var abort = new CancellationTokenSource();
        var asked = RefusalCounting.HasGoneAsync(new BadHttpRequestException("Unexpected end.", status), abort.Token);
        await abort.CancelAsync();
        Assert.Equal(hasGone, await asked);
    }

    [Fact]
    public async Task A_broken_body_of_somebody_who_stays_is_not_taken_for_a_caller_who_has_gone() =>
        Assert.False(await RefusalCounting.HasGoneAsync(new BadHttpRequestException("Bad chunk."), CancellationToken.None));

    [Fact]
    public async Task Whoever_has_gone_already_has_gone_whatever_went_wrong() => Assert.True(await RefusalCounting.HasGoneAsync(new IOException(), new CancellationToken(canceled: true)));
}
