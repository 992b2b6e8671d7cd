using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reports.Data;
using Reports.Domain.Counting;
using Reports.Domain.Keys;
using Reports.Pipeline.Keys;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Keys;

public sealed class ApiKeyRingTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 19, 13, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_key_is_known_until_it_expires_or_is_revoked_and_only_its_hash_is_stored(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var store = await TestStore.CreateAsync(kind);
        using var ring = Ring(store.Contexts);
        var (text, row) = await ring.CreateAsync("probe", ApiScopes.Ingest | ApiScopes.Updates, null, 500, default);
        var (brief, _) = await ring.CreateAsync("visitor", ApiScopes.Admin, _clock.GetUtcNow().AddHours(1), null, default);

        Assert.Equal(new ApiKey(row.Id, "probe", ApiScopes.Ingest | ApiScopes.Updates, 500), (await ring.FindAsync(text, default)).Key);
        Assert.Equal(60_000, (await ring.FindAsync(brief, default)).Key!.LinesPerMinute);
        var stored = await store.QueryAsync(context => context.ApiKeys.SingleAsync(key => key.Id == row.Id));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)), stored.Hash);
        Assert.Equal(MinuteBucket.Of(_clock.GetUtcNow()) / MinuteBucket.PerDay, stored.LastUsedDay);

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ApiKeyFault.Expired, (await ring.FindAsync(brief, default)).Fault);
        Assert.NotNull((await ring.RevokeAsync(row.Id, default))!.RevokedAt);
        Assert.Equal(ApiKeyFault.Revoked, (await ring.FindAsync(text, default)).Fault);
        Assert.Null(await ring.RevokeAsync(Guid.NewGuid(), default));
    }

    [Fact]
    public async Task A_typo_is_told_from_a_key_that_nobody_made()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await using var other = await TestStore.CreateAsync(StoreKind.Sqlite);
        using var ring = Ring(store.Contexts);
        using var elsewhere = Ring(other.Contexts);
        var (text, _) = await elsewhere.CreateAsync("partner", ApiScopes.Ingest, null, null, default);
        for (var i = 0; i < text.Length; i++)
        {
            Assert.Equal(ApiKeyFault.Malformed, (await ring.FindAsync($"{text[..i]}{(text[i] == '0' ? '1' : '0')}{text[(i + 1)..]}", default)).Fault);
        }

        Assert.Equal(ApiKeyFault.Malformed, (await ring.FindAsync(text.ToUpperInvariant(), default)).Fault);
        Assert.Equal(ApiKeyFault.Malformed, (await ring.FindAsync("rk_ünïcode", default)).Fault);
        Assert.Equal(ApiKeyFault.Unknown, (await ring.FindAsync(text, default)).Fault);
    }

    [Fact]
    public async Task Requests_cost_no_query_and_a_key_revoked_elsewhere_is_refused_within_two_seconds()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var counting = new CountingContexts(store.Contexts);
        using var here = Ring(counting);
        using var elsewhere = Ring(store.Contexts);
        var (text, row) = await elsewhere.CreateAsync("partner", ApiScopes.Ingest, null, null, default);
        Assert.NotNull((await here.FindAsync(text, default)).Key);
        var opened = counting.Opened;

        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull((await here.FindAsync(text, default)).Key);
        }

        Assert.Equal(opened, counting.Opened);
        await elsewhere.RevokeAsync(row.Id, default);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ApiKeyFault.Revoked, (await here.FindAsync(text, default)).Fault);
    }

    [Fact]
    public async Task The_first_key_has_every_scope_and_no_quota_without_a_database()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var counting = new CountingContexts(store.Contexts);
        using var ring = Ring(counting, "first");

        Assert.Equal(new ApiKey(Guid.Empty, "bootstrap", ApiScopes.All, null), (await ring.FindAsync("first", default)).Key);
        Assert.Equal(ApiKeyFault.Malformed, (await ring.FindAsync("First", default)).Fault);
        Assert.Equal(0, counting.Opened);
    }

    private ApiKeyRing Ring(IDbContextFactory<ReportsDbContext> contexts, string? bootstrap = null) =>
        new(contexts, Options.Create(new ApiKeyOptions { BootstrapApiKey = bootstrap }), _clock, NullLogger<ApiKeyRing>.Instance);

    private sealed class CountingContexts(IDbContextFactory<ReportsDbContext> inner) : IDbContextFactory<ReportsDbContext>
    {
        public int Opened { get; private set; }

        public ReportsDbContext CreateDbContext()
        {
            Opened++;
            return inner.CreateDbContext();
        }
    }
}
