using Reports.Data.Intake;
using Reports.Data.Queries;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Comments;

public sealed class CommentQueriesTests
{
    private const int Now = ReportBuilder.Minute;

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Only_shown_comments_of_counted_reports_are_seen_newest_first(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(
            store,
            Say("a", "first", CommentState.Shown, "it", minute: Now - 3), Say("a", "again", CommentState.Shown, "it", minute: Now - 2),
            Say("b", "waits", CommentState.Pending, "it"), Say("c", "hidden", CommentState.Hidden, "it"),
            Say("d", "second", CommentState.Shown, "it", minute: Now - 1), Say("e", "english", CommentState.Shown, "en"), Say("f", "whatever", CommentState.Shown, null));

        Assert.Equal(["second", "first"], await ShownAsync(store, isIn: true, Now - 10));
        Assert.Equal(["english", "whatever"], (await ShownAsync(store, isIn: false, Now - 10)).Order(StringComparer.Ordinal));
        Assert.Equal(["second"], await ShownAsync(store, isIn: true, Now - 2));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_review_pages_through_what_waits_and_changes_only_what_it_names(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var reports = Enumerable.Range(0, 5).Select(i => Say($"person {i}", $"comment {i}", CommentState.Pending, "en", minute: Now - (i / 2))).ToArray();
        await CommitAsync(store, reports);

        var seen = new List<CommentEntry>();
        for (List<CommentEntry> page; (page = await ListAsync(store, CommentState.Pending, seen.LastOrDefault())).Count > 0;)
        {
            seen.AddRange(page);
        }

        Assert.Equal(5, seen.DistinctBy(entry => entry.ReportId).Count());
        Assert.Equal(seen.OrderByDescending(entry => entry.Minute).Select(entry => entry.Minute), seen.Select(entry => entry.Minute));
        CommentMark[] marks = [new(reports[0].Minute, reports[0].Id), new(reports[3].Minute, reports[3].Id), new(Now, Guid.CreateVersion7())];
        var changed = await store.QueryAsync(context => context.SetCommentStatesAsync(marks, CommentState.Shown, default));
        Assert.Equal(new[] { reports[0].Id, reports[3].Id }.Order(), changed.Order());
        Assert.Equal(["comment 0", "comment 3"], (await ListAsync(store, CommentState.Shown, null, take: 9)).Select(entry => entry.Text).Order(StringComparer.Ordinal));
        Assert.Equal(3, (await ListAsync(store, CommentState.Pending, null, take: 9)).Count);
    }

    private static Report Say(string person, string text, CommentState state, string? language, int minute = Now) =>
        ReportBuilder.Make(person, minute, comment: text, state: state, language: language);

    private static Task<List<CommentEntry>> ListAsync(TestStore store, CommentState state, CommentEntry? last, int take = 2) => store.QueryAsync(context =>
        context.ListCommentsAsync(state, 1, last is null ? null : new CommentMark(last.Minute, last.ReportId), take, default));

    private static async Task<IEnumerable<string>> ShownAsync(TestStore store, bool isIn, int from) =>
        (await store.QueryAsync(context => context.ReadShownCommentsAsync(1, from, "it", isIn, 10, default))).Select(entry => entry.Text);

    private static Task CommitAsync(TestStore store, params Report[] reports) =>
        store.Get<IGroupCommit>().CommitAsync(reports, new CommitTerms(ReportBuilder.KeyDay, 30, Now), CancellationToken.None);
}
