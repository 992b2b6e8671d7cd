namespace Reports.Web.Tests.Attacks;

[Collection(typeof(BehindProxy))]
public sealed class TrueOutageTests(AttackedSite site) : TrueOutages(site);
