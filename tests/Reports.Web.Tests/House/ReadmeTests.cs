using System.Reflection;
using System.Text.RegularExpressions;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Outages;

namespace Reports.Web.Tests.House;

public sealed class ReadmeTests
{
    [Theory]
    [InlineData(typeof(IntakeOptions), IntakeOptions.Section)]
    [InlineData(typeof(DetectionOptions), DetectionOptions.Section)]
    [InlineData(typeof(OutageOptions), OutageOptions.Section)]
    public void Every_setting_is_in_the_table_with_its_default(Type options, string section)
    {
        ArgumentNullException.ThrowIfNull(options);
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var defaults = Activator.CreateInstance(options);
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = FormattableString.Invariant($"{property.GetValue(defaults)}");
            Assert.Contains($"| `{section}__{property.Name}` | `{value}` |", readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_picture_and_page_it_links_to_exists()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var links = Regex.Matches(readme, @"(?<=\]\()(?!https?:)[^)]+(?=\))", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(link => link.Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), link));
    }
}
