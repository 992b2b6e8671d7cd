namespace Reports.Web.Tests.Attacks;

[Collection(typeof(BehindProxyOnPostgres))]
public sealed class TrueOutageOnPostgresTests(AttackedPostgresSite site) : TrueOutages(site);
