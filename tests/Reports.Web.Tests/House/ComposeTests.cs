using System.Globalization;
using YamlDotNet.Serialization;

namespace Reports.Web.Tests.House;

/// <summary>No container engine is at hand, so the compose file is checked for its form only, and the README says so.</summary>
public sealed class ComposeTests
{
    private static readonly Dictionary<object, object> Compose =
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(Repository.Read("docker-compose.yml"));

    [Fact]
    public void Every_service_has_a_health_check_and_keeps_its_data()
    {
        var services = (Dictionary<object, object>)Compose["services"];

        Assert.Equal(["database", "web"], services.Keys.Cast<string>().Order());
        Assert.All(services.Values.Cast<Dictionary<object, object>>(), service =>
        {
            Assert.Contains("healthcheck", service.Keys);
            Assert.NotEmpty((List<object>)service["volumes"]);
        });
        Assert.Equal("service_healthy", ((Dictionary<object, object>)((Dictionary<object, object>)((Dictionary<object, object>)services["web"])["depends_on"])["database"])["condition"]);
    }

    [Fact]
    public void No_dump_of_memory_is_written_unless_somebody_turns_it_on()
    {
        var web = (Dictionary<object, object>)((Dictionary<object, object>)Compose["services"])["web"];

        Assert.Equal("0", ((Dictionary<object, object>)web["ulimits"])["core"]);
        Assert.All(["docker-compose.yml", "Dockerfile", "README.md", "test.sh"], file => Assert.DoesNotContain("MiniDump", Repository.Read(file), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void There_are_as_many_open_files_as_the_guide_asks_for()
    {
        var web = (Dictionary<object, object>)((Dictionary<object, object>)Compose["services"])["web"];

        Assert.InRange(int.Parse((string)((Dictionary<object, object>)web["ulimits"])["nofile"], CultureInfo.InvariantCulture), 20_000, 1_048_576);
    }

    [Fact]
    public void It_holds_no_secret()
    {
        var text = Repository.Read("docker-compose.yml");

        Assert.All(
            text.Split('\n').Where(line => line.Contains("PASSWORD:") || line.Contains("ApiKey:") || line.Contains("Password=")),
            line => Assert.Contains("${", line));
    }
}
