using Microsoft.AspNetCore.Http;
using Reports.Pipeline.Status;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

public sealed class ExpectedErrorsTests
{
    [Fact]
    public void Who_finds_too_many_waiting_for_the_same_reads_is_told_to_come_back_and_a_mistake_stays_one()
    {
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, ExpectedErrors.StatusOf(new BusyException()));
        Assert.Null(ExpectedErrors.StatusOf(new InvalidOperationException()));
    }
}
