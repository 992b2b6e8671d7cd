using System.Reflection;
using System.Xml.Linq;

namespace Reports.Web.Tests.House;

/// <summary>Holds the walls of ARCHITECTURE.md: what a project may name, and what its compiled code really uses.</summary>
public sealed class DependencyTests
{
    public static TheoryData<string, string[], string[]> Walls => new()
    {
        { "Reports.Domain", [], ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "MathNet", "Microsoft.Extensions", "Npgsql"] },
        { "Reports.Detection", [], ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions", "Npgsql", "Reports."] },
        { "Reports.Data", ["Reports.Domain"], ["Microsoft.AspNetCore", "MathNet", "Reports.Detection", "Reports.Pipeline"] },
        { "Reports.Pipeline", ["Reports.Domain", "Reports.Detection", "Reports.Data"], ["Microsoft.AspNetCore", "MudBlazor", "MathNet", "Npgsql", "Microsoft.Data.Sqlite"] },
        { "Reports.Scenarios", ["Reports.Domain", "Reports.Pipeline"], ["Microsoft.AspNetCore", "MudBlazor", "Npgsql"] },
        { "Reports.Web", ["Reports.Domain", "Reports.Data", "Reports.Pipeline", "Reports.Scenarios"], ["MathNet", "Npgsql", "Microsoft.Data.Sqlite"] },
    };

    [Theory, MemberData(nameof(Walls))]
    public void A_project_names_only_what_its_wall_allows(string project, string[] projects, string[] forbidden)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        var named = file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order().ToList();

        Assert.Equal(projects.Order(), named);
        Assert.DoesNotContain(file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value), package =>
            forbidden.Any(wall => package.StartsWith(wall, StringComparison.Ordinal) && !(project == "Reports.Web" && package.StartsWith("Microsoft.AspNetCore"))));
    }

    [Theory, MemberData(nameof(Walls))]
    public void Compiled_code_uses_nothing_beyond_its_wall(string project, string[] projects, string[] forbidden)
    {
        var used = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.DoesNotContain(used, name => forbidden.Any(wall => name.StartsWith(wall, StringComparison.Ordinal)));
        Assert.All(used.Where(name => name.StartsWith("Reports.", StringComparison.Ordinal)), name => Assert.Contains(name, projects));
    }

    [Fact]
    public void The_clock_and_shared_randomness_are_banned_for_every_project()
    {
        var banned = Repository.Read("eng/BannedSymbols.txt");

        Assert.Contains("P:System.DateTimeOffset.UtcNow", banned);
        Assert.Contains("P:System.Random.Shared", banned);
        Assert.Contains("BannedSymbols.txt", Repository.Read("Directory.Build.props"));
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", Repository.Read("Directory.Packages.props"));
    }
}
