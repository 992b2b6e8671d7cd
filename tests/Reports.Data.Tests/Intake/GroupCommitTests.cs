using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Intake;

[Collection(nameof(GroupCommitTests))]
public sealed class GroupCommitTests
{
    private const int Now = ReportBuilder.Minute;
    private static readonly CommitTerms Terms = new(ReportBuilder.KeyDay, 30, Now);

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task The_same_person_twice_in_a_group_counts_once_and_is_stored_twice(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        var verdicts = await CommitAsync(store, ReportBuilder.Make(), ReportBuilder.Make(), ReportBuilder.Make("bert"));

        Assert.Equal([ReportFate.Counted, ReportFate.AlreadyReported, ReportFate.Counted], verdicts.Select(verdict => verdict.Fate));
        Assert.Equal(3, await store.QueryAsync(context => context.Reports.CountAsync()));
        Assert.Equal(2, await CountAsync(store));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task The_window_rolls_and_a_report_exactly_one_window_later_counts(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(store, ReportBuilder.Make(minute: Now));

        Assert.Equal(ReportFate.AlreadyReported, (await CommitAsync(store, ReportBuilder.Make(minute: Now + 29)))[0].Fate);
        Assert.Equal(ReportFate.Counted, (await CommitAsync(store, ReportBuilder.Make(minute: Now + 30)))[0].Fate);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_late_row_a_window_older_counts_in_its_own_minute(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(store, ReportBuilder.Make(minute: Now));

        var verdicts = await CommitAsync(store, ReportBuilder.Make(minute: Now - 30), ReportBuilder.Make(minute: Now - 5));

        Assert.Equal([ReportFate.Counted, ReportFate.AlreadyReported], verdicts.Select(verdict => verdict.Fate));
        Assert.Equal(1, await store.QueryAsync(context => context.MinuteCounts.Where(row => row.Minute == Now - 30).SumAsync(row => row.Count)));
        Assert.Equal(Now - 30, (await store.QueryAsync(context => context.TakeRecountsAsync(CancellationToken.None)))[1]);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Late_rows_of_a_person_count_once_per_window_however_often_they_come(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(store, ReportBuilder.Make(minute: Now));

        static IEnumerable<Report> Late() => Enumerable.Range(0, 20).Select(_ => ReportBuilder.Make(minute: Now - 120));
        Assert.Single(await CommitAsync(store, [.. Late()]), verdict => verdict.Fate == ReportFate.Counted);
        await CommitAsync(store, ReportBuilder.Make(minute: Now - 60));
        Assert.DoesNotContain(await CommitAsync(store, [.. Late(), ReportBuilder.Make(minute: Now - 60)]), verdict => verdict.Fate == ReportFate.Counted);

        Assert.Equal(3, await CountAsync(store));
        Assert.Equal(3, await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Fresh)));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task One_key_for_two_services_in_one_group_is_a_conflict(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        var verdicts = await CommitAsync(store, ReportBuilder.Make(key: "k"), ReportBuilder.Make("bert", service: 2, key: "k"), ReportBuilder.Make("bert", service: 2));

        Assert.Equal([ReportFate.Counted, ReportFate.KeyConflict, ReportFate.Counted], verdicts.Select(verdict => verdict.Fate));
        Assert.Equal(2, await store.QueryAsync(context => context.Reports.CountAsync()));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_group_that_fails_leaves_nothing_behind_and_holds_up_nobody(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var report = ReportBuilder.Make("bert");

        // Two reports under one id cannot be stored.
        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(store, ReportBuilder.Make(), report, report with { Person = ReportBuilder.Make("carl").Person }));

        Assert.Equal(ReportFate.Counted, (await CommitAsync(store, ReportBuilder.Make()))[0].Fate);
        Assert.Equal((1, 1), (await store.QueryAsync(context => context.Reports.CountAsync()), await CountAsync(store)));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Down_and_works_of_one_person_both_count(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        var verdicts = await CommitAsync(store, ReportBuilder.Make(), ReportBuilder.Make(kind: ReportKind.Works));

        Assert.All(verdicts, verdict => Assert.Equal(ReportFate.Counted, verdict.Fate));
        var works = await store.QueryAsync(context => context.MinuteCounts.SingleAsync(row => row.Kind == 1));
        Assert.Equal((1, 0), (works.Count, works.Fresh));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_person_known_under_yesterdays_key_does_not_count_again(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(store, ReportBuilder.Make("before midnight", minute: Now));

        var verdicts = await CommitAsync(
            store, Terms with { KeyDay = Terms.KeyDay + 1 }, ReportBuilder.Make("after midnight", minute: Now + 10, personBefore: "before midnight", keyDay: ReportBuilder.KeyDay + 1));

        Assert.Equal(ReportFate.AlreadyReported, verdicts[0].Fate);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_network_is_fresh_once_an_hour_and_never_for_works(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        await CommitAsync(
            store,
            ReportBuilder.Make("w", network: "n", kind: ReportKind.Works),
            ReportBuilder.Make("a", network: "n"),
            ReportBuilder.Make("b", network: "n"),
            ReportBuilder.Make("c", network: "m"));
        await CommitAsync(store, ReportBuilder.Make("d", network: "n", minute: Now + 59));
        await CommitAsync(store, ReportBuilder.Make("e", network: "n", minute: Now + 60));

        var fresh = await store.QueryAsync(context => context.MinuteCounts.Where(row => row.Kind == 0).GroupBy(row => row.Minute)
            .Select(group => new { group.Key, Fresh = group.Sum(row => row.Fresh) }).ToDictionaryAsync(row => row.Key, row => row.Fresh));
        Assert.Equal(2, fresh[Now]);
        Assert.Equal(0, fresh[Now + 59]);
        Assert.Equal(1, fresh[Now + 60]);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_retry_gets_the_original_answer_from_wherever_it_comes(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var first = ReportBuilder.Make("anna", key: "k");
        var original = (await CommitAsync(store, first))[0];

        var retry = (await CommitAsync(store, ReportBuilder.Make("anna elsewhere", key: "k", minute: Now + 1, place: "FR")))[0];

        Assert.Equal(first.Id, original.Id);
        Assert.Equal((first.Id, ReportFate.Counted, PlaceId.Parse("IT"), true), (retry.Id, retry.Fate, retry.Place, retry.Replayed));
        Assert.Equal(1, await store.QueryAsync(context => context.Reports.CountAsync()));
        Assert.Equal(1, await CountAsync(store));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_retry_in_the_same_group_is_stored_once(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var first = ReportBuilder.Make(key: "k");

        var verdicts = await CommitAsync(store, first, ReportBuilder.Make(key: "k"), ReportBuilder.Make(key: "k", body: "other"));

        Assert.Equal(first.Id, verdicts[1].Id);
        Assert.True(verdicts[1].Replayed);
        Assert.Equal(ReportFate.KeyConflict, verdicts[2].Fate);
        Assert.Equal(1, await store.QueryAsync(context => context.Reports.CountAsync()));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Another_body_or_service_under_a_key_is_a_conflict_and_stores_nothing(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        await CommitAsync(store, ReportBuilder.Make(key: "k"));

        var verdicts = await CommitAsync(store, ReportBuilder.Make("bert", key: "k", body: "other"), ReportBuilder.Make("carl", key: "k", service: 2));

        Assert.All(verdicts, verdict => Assert.Equal(ReportFate.KeyConflict, verdict.Fate));
        Assert.Equal(1, await store.QueryAsync(context => context.Reports.CountAsync()));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task A_comment_is_stored_as_it_was_written(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        await CommitAsync(store, ReportBuilder.Make(comment: "<script>alert('x')</script> عطل"));

        Assert.Equal("<script>alert('x')</script> عطل", (await store.QueryAsync(context => context.Comments.SingleAsync())).Text);
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Old_history_is_counted_without_a_row(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);

        await CommitAsync(store, ReportBuilder.Make(minute: Now - (60 * 24 * 300), countOnly: true));

        Assert.Equal(0, await store.QueryAsync(context => context.Reports.CountAsync()));
        Assert.Equal(1, await CountAsync(store));
    }

    [Theory, MemberData(nameof(OnEachStore.Kinds), MemberType = typeof(OnEachStore))]
    public async Task Counts_equal_counted_reports_whatever_comes(StoreKind kind)
    {
        await using var store = await OnEachStore.CreateAsync(kind);
        var random = new Random(7);
        for (var round = 0; round < 12; round++)
        {
            var group = Enumerable.Range(0, 60).Select(_ => ReportBuilder.Make(
                $"person {random.Next(25)}", Now + random.Next(-90, 3), random.Next(1, 3), (ReportKind)random.Next(2), random.Next(2) == 0 ? "US-NY" : "SA",
                $"network {random.Next(9)}", random.Next(3) == 0 ? $"key {random.Next(40)}" : null, problem: (short)random.Next(3))).ToArray();
            await CommitAsync(store, group);
        }

        var expected = await store.QueryAsync(context => context.Reports.Where(row => row.Counted)
            .GroupBy(row => new { row.ServiceId, row.Minute, row.PlaceId, row.Kind, row.ProblemId })
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count));
        var counts = await store.QueryAsync(context => context.MinuteCounts
            .ToDictionaryAsync(row => new { row.ServiceId, row.Minute, row.PlaceId, row.Kind, row.ProblemId }, row => row.Count));
        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal), counts.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
    }

    private static Task<IReadOnlyList<ReportVerdict>> CommitAsync(TestStore store, params Report[] group) => CommitAsync(store, Terms, group);

    private static Task<IReadOnlyList<ReportVerdict>> CommitAsync(TestStore store, CommitTerms terms, params Report[] group) =>
        store.Get<IGroupCommit>().CommitAsync(group, terms, CancellationToken.None);

    private static Task<int> CountAsync(TestStore store) => store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Count));
}
