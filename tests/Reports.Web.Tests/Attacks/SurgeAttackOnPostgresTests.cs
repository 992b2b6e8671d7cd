namespace Reports.Web.Tests.Attacks;

[Collection(typeof(BehindProxyOnPostgres))]
public sealed class SurgeAttackOnPostgresTests(AttackedPostgresSite site) : SurgeAttacks(site);
