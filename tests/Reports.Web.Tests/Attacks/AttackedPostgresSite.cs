using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Attacks;

/// <summary>The same on the other database; not there without a server.</summary>
public sealed class AttackedPostgresSite() : AttackedSite(StoreKind.Postgres);

/// <summary>As <see cref="BehindProxy"/>, on the other database.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class BehindProxyOnPostgres : ICollectionFixture<AttackedPostgresSite>;
