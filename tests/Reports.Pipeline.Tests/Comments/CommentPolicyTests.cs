using Microsoft.Extensions.Options;
using Reports.Domain.Intake;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Tests.Comments;

public sealed class CommentPolicyTests
{
    [Theory]
    [InlineData("Cheap at http://shop"), InlineData("see shop.example/now"), InlineData("SHOP。example"), InlineData("sh\u200bop.ex\u200bample"), InlineData("www.x.io")]
    [InlineData("write to anna@mail"), InlineData("call 02 1234 5678"), InlineData("+39 (06) 555-12-34"), InlineData("٠١٢٣٤٥٦٧٨")]
    public void What_may_lead_away_or_call_somebody_waits_even_where_review_comes_after(string text)
    {
        Assert.True(ContactDetails.MayBeIn(text));
        Assert.Equal(CommentState.Pending, Policy("after").Judge(text, new Caller(null, null))!.State);
    }

    [Theory]
    [InlineData("Down since 14:02, error 5003."), InlineData("Not working... again"), InlineData("Version 7.2.1 on 3 phones"), InlineData("توقف عن العمل قبل قليل.")]
    public void What_people_say_is_shown_at_once_only_where_review_comes_after(string text)
    {
        Assert.Equal(CommentState.Shown, Policy("after").Judge(text, new Caller(null, null))!.State);
        Assert.Equal(CommentState.Pending, Policy("before").Judge(text, new Caller(null, null))!.State);
    }

    [Fact]
    public void Simulated_people_need_no_review_and_nothing_is_no_comment()
    {
        Assert.Equal(new ReportComment("Is it only me?", "en", CommentState.Shown), Policy("before").Judge(" Is it only me? ", new Caller(null, null, Language: "en", IsReviewed: true)));
        Assert.Null(Policy("after").Judge(" \n", new Caller(null, null)));
    }

    private static CommentPolicy Policy(string moderation) => new(Options.Create(new CommentOptions { Moderation = moderation }));
}
