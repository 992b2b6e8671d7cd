namespace Reports.Web.Tests.Attacks;

[Collection(typeof(BehindProxy))]
public sealed class SurgeAttackTests(AttackedSite site) : SurgeAttacks(site);
