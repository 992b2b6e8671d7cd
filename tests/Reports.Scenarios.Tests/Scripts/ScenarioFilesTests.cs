using System.Text;
using Reports.Domain.Counting;
using Reports.Scenarios.Playing;
using Reports.Scenarios.Scripts;

namespace Reports.Scenarios.Tests.Scripts;

public sealed class ScenarioFilesTests
{
    public static TheoryData<string> Names => [.. ScenarioFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shipped_scenario_is_named_like_its_file_and_plays_to_the_end(string name)
    {
        var scenario = Shipped.Scenario(name);
        var player = new ScenarioPlayer(scenario, Shipped.Population, MinuteBucket.Start(Shipped.Monday + 700));

        Assert.Equal(name, scenario.Name);
        for (var minute = player.OnsetMinute - 2; minute < player.EndMinute; minute++)
        {
            Assert.All(player.Reports(minute), report => Assert.Equal(minute, MinuteBucket.Of(report.At)));
        }
    }

    [Fact]
    public void The_scenarios_that_the_documents_name_are_there() =>
        Assert.Equal(["bot-burst", "calm", "cold-start", "slow-burn", "two-services", "viral-blip", "zoom-blackout"], ScenarioFiles.Names);

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var exception = Assert.Throws<ScenarioException>(() => Shipped.Scenario("zoom"));

        Assert.Contains("zoom-blackout", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"surge","service":"zoomy","regions":["world"],"times":2,"course":[[0,1],[1,1]]}""", "unknown service 'zoomy'")]
    [InlineData("""{"type":"surge","service":"zoom","regions":["atlantis"],"times":2,"course":[[0,1],[1,1]]}""", "'atlantis' is neither")]
    [InlineData("""{"type":"surge","service":"zoom","regions":["US-NY"],"times":2,"course":[[0,1],[1,1]]}""", "'US-NY' is neither")]
    [InlineData("""{"type":"surge","service":"zoom","regions":["US"],"times":2,"course":[[1,1],[0,1]]}""", "must rise")]
    [InlineData("""{"type":"surge","service":"zoom","regions":["US"],"times":2,"course":[[0,1]]}""", "two corners")]
    [InlineData("""{"type":"surge","service":"zoom","regions":["US"],"times":0.5,"course":[[0,1],[1,1]]}""", "times must")]
    [InlineData("""{"type":"surge","service":"zoom","regions":["US"],"times":2,"course":[[0,1],[1,1]],"problems":{"atm":1}}""", "no problem 'atm'")]
    [InlineData("""{"type":"bots","service":"zoom","country":"ZZ","networks":3,"reports":9,"at":0,"minutes":3}""", "unknown country 'ZZ'")]
    [InlineData("""{"type":"bots","service":"zoom","country":"US","networks":0,"reports":9,"at":0,"minutes":3}""", "networks must")]
    [InlineData("""{"type":"official-update","service":"zoom","at":3,"status":"monitoring","text":" "}""", "text is empty")]
    [InlineData("""{"type":"official-update","service":"zoom","at":3,"status":"fixed","text":"x"}""", "cannot be read")]
    [InlineData("""{"type":"official-update","service":"zoom","at":3,"status":"monitoring","text":"x","colour":"red"}""", "cannot be read")]
    [InlineData("""{"type":"flood","service":"zoom"}""", "cannot be read")]
    public void A_faulty_event_is_refused_with_its_fault(string json, string fault)
    {
        var text = $$"""{"name":"test","title":"t","onsetAfterMinutes":2,"lengthMinutes":10,"historyWeeks":0,"usual":1,"events":[{{json}}]}""";

        var exception = Assert.Throws<ScenarioException>(() => Read(text));

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_listed_at_once()
    {
        var exception = Assert.Throws<ScenarioException>(() => Read("""{"name":"","title":"t","onsetAfterMinutes":99,"lengthMinutes":0,"historyWeeks":-1,"usual":2,"events":[]}"""));

        Assert.All((string[])["name", "onsetAfterMinutes", "lengthMinutes", "historyWeeks", "usual"], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    private static Scenario Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ScenarioFiles.Read(stream, "test", Shipped.Services, Shipped.Regions);
    }
}
