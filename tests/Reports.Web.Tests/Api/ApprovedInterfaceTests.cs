using Reports.Web.Tests.House;

namespace Reports.Web.Tests.Api;

/// <summary>The served description of the API is the one that was approved, so that no change of it goes unseen.</summary>
public sealed class ApprovedInterfaceTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private const string Approved = "tests/Reports.Web.Tests/openapi.approved.json";

    [Fact]
    public async Task The_interface_is_the_one_that_was_approved()
    {
        var served = (await shared.Application.Client.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n") + "\n";
        var received = Path.Combine(AppContext.BaseDirectory, "openapi.received.json");
        await File.WriteAllTextAsync(received, served);

        Assert.True(
            string.Equals(served, Repository.Read(Approved), StringComparison.Ordinal),
            $"The interface is not the approved one. Where that is meant: cp {received} {Approved}, and tell it in tests/http, docs/api.md and CHANGELOG.md.");
    }

    [Fact]
    public async Task Every_call_has_a_request_to_try_it_with()
    {
        var requests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "http"), "*.http").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var paths = (await shared.Application.GetAsync("/openapi/v1.json")).GetProperty("paths");

        Assert.All(paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => (Path: path.Name, Verb: call.Name.ToUpperInvariant()))), call =>
            Assert.Matches($@"(?m)^{call.Verb} \{{\{{site\}}\}}{Pattern(call.Path)}(\?|\s|$)", requests));
    }

    private static string Pattern(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "[^/?\\s]+" : System.Text.RegularExpressions.Regex.Escape(part)));
}
